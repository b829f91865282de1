import type { ReactNode } from 'react'
import styles from './SideColumn.module.css'

interface SideColumnProps {
  readonly children: ReactNode
  /** Stands beside the list, and after it where there is no room. */
  readonly side: ReactNode
}

/** A list with a narrow column beside it. */
export function SideColumn({ children, side }: SideColumnProps) {
  return (
    <div className={styles['columns']}>
      <div className={styles['list']}>{children}</div>
      <div className={styles['side']}>{side}</div>
    </div>
  )
}
