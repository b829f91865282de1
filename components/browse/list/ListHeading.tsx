import type { ReactNode } from 'react'
import styles from './ListHeading.module.css'

interface ListHeadingProps {
  readonly title: string
  /** One sentence. */
  readonly description?: string
  /** How many there are, in words. */
  readonly count?: string
  /** The feed of this very list. */
  readonly feed?: { readonly href: string; readonly label: string }
  /** Further controls at the end of the line. */
  readonly children?: ReactNode
}

/** The head of a list: its title over a hairline, what it holds beside it. */
export function ListHeading({ title, description, count, feed, children }: ListHeadingProps) {
  return (
    <header className={styles['heading']}>
      <div className={styles['line']}>
        <h1>{title}</h1>
        {(count !== undefined || feed !== undefined) && (
          <p className={styles['facts']}>
            {count !== undefined && <span>{count}</span>}
            {feed !== undefined && (
              <a href={feed.href} type="application/rss+xml" data-screen>
                {feed.label}
              </a>
            )}
          </p>
        )}
      </div>
      {description !== undefined && <p className={styles['description']}>{description}</p>}
      {children}
    </header>
  )
}
