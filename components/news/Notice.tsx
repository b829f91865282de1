import type { ReactNode } from 'react'
import styles from './Notice.module.css'

interface NoticeProps {
  readonly kind: 'info' | 'warn' | 'danger' | 'ok'
  /** Says in words what the colour says. */
  readonly title: string
  readonly children?: ReactNode
}

/** Something the reader must know before reading on: age, correction, withdrawal, embargo, preview. */
export function Notice({ kind, title, children }: NoticeProps) {
  return (
    <div className={styles['notice']} role="note" data-kind={kind}>
      <p className={styles['title']}>{title}</p>
      {children !== undefined && <div className={styles['body']}>{children}</div>}
    </div>
  )
}
