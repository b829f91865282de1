interface MarksProps {
  /** A text in pieces; `hit` when the reader looked for it. */
  readonly parts: readonly { readonly text: string; readonly hit: boolean }[]
}

/** A text with what the reader looked for marked. */
export function Marks({ parts }: MarksProps) {
  return parts.map(({ text, hit }, index) => {
    const key = `${index}-${text}`
    return hit ? <mark key={key}>{text}</mark> : text
  })
}
