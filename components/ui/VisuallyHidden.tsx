import type { ReactNode } from 'react'
import styles from './VisuallyHidden.module.css'

interface VisuallyHiddenProps {
  /** The id of the field that the words are the label of. */
  readonly labelOf?: string
  readonly children: ReactNode
}

/** Words for screen readers and for readers without style sheets. */
export function VisuallyHidden({ labelOf, children }: VisuallyHiddenProps) {
  if (labelOf === undefined) return <span className={styles['hidden']}>{children}</span>
  return (
    <label className={styles['hidden']} htmlFor={labelOf}>
      {children}
    </label>
  )
}
