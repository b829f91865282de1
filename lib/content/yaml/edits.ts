import type { Edit, Problem } from '../problem.ts'

/** A text after edits, and the way back to the text before them. */
export interface EditedText {
  readonly text: string
  /** The offset in the old text of an offset in the new one; inside a replaced part, where that part began. */
  readonly toOriginal: (offset: number) => number
}

const byStart = (a: Edit, b: Edit) => a.start - b.start || a.end - b.end

/** Replaces parts of `text`. An edit that overlaps an earlier one is left out. */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  const pieces: string[] = []
  const steps: { readonly from: number; readonly to: number; readonly edit: Edit }[] = []
  let copied = 0
  let length = 0
  for (const edit of [...edits].sort(byStart)) {
    if (edit.start < copied) continue
    pieces.push(text.slice(copied, edit.start), edit.text)
    const from = length + edit.start - copied
    length = from + edit.text.length
    copied = edit.end
    steps.push({ from, to: length, edit })
  }
  pieces.push(text.slice(copied))
  const toOriginal = (offset: number) => {
    const step = steps.findLast(({ from }) => from <= offset)
    if (step === undefined) return offset
    return offset < step.to ? step.edit.start : step.edit.end + offset - step.to
  }
  return { text: pieces.join(''), toOriginal }
}

const overlaps = (a: Edit, b: Edit) =>
  a.start < b.end && b.start < a.end ? true : a.start === b.start && a.end === b.end

/**
 * `text` with the mechanical cures of those `problems` that have one. Cures that touch the same characters cannot both be
 * applied at once: the first is; check again for the others. `problems` are those of this one file.
 */
export function applyFixes(text: string, problems: readonly Problem[]): string {
  const accepted: Edit[] = []
  for (const { fix } of problems) {
    if (fix === undefined || fix.some((edit) => accepted.some((other) => overlaps(edit, other)))) continue
    accepted.push(...fix)
  }
  return applyEdits(text, accepted).text
}
