import type { ReactNode } from 'react'
import styles from './StatusPage.module.css'

interface StatusPageProps {
  /** The HTTP status, as readers know it. */
  readonly code: string
  readonly title: string
  readonly description?: string
  readonly children?: ReactNode
}

/** The head of a page that stands where another was asked for. */
export function StatusPage({ code, title, description, children }: StatusPageProps) {
  return (
    <article className={styles['status']}>
      <p className={styles['code']} aria-hidden="true">
        {code}
      </p>
      <div className={styles['text']}>
        <h1>{title}</h1>
        {description !== undefined && <p className={styles['description']}>{description}</p>}
        {children}
      </div>
    </article>
  )
}
