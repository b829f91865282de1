import type { ReactNode } from 'react'
import styles from './DotLine.module.css'

interface DotLineProps {
  readonly parts: readonly { readonly name: string; readonly content: ReactNode }[]
  /** `stack`: on a phone one part under the other, without dots. */
  readonly narrow?: 'wrap' | 'stack'
}

/** Short facts in one line with dots between them; a line never begins with a dot. */
export function DotLine({ parts, narrow = 'wrap' }: DotLineProps) {
  return (
    <div className={styles['clip']} data-narrow={narrow}>
      <p className={styles['line']}>
        {parts.map(({ name, content }, index) => (
          <span key={name} className={styles['part']}>
            {index > 0 && <span className={styles['dot']}> · </span>}
            {content}
          </span>
        ))}
      </p>
    </div>
  )
}
