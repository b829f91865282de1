import type { Mark as MarkPaths } from '#lib/content/types.ts'

/** The site's mark, in the colour of its surroundings. Decoration; the name stands beside it. */
export function Mark({ mark }: { readonly mark: MarkPaths }) {
  return (
    <svg viewBox="0 0 32 32" width="32" height="32" fill="currentColor" aria-hidden="true">
      <path d={mark.solid} />
      {mark.faint !== undefined && <path d={mark.faint} opacity="0.6" />}
    </svg>
  )
}
