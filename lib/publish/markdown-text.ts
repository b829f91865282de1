/** Text of one line as Markdown that says just that: signs that CommonMark or GitHub's additions might read are escaped. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\\`*_[\]<>#&~|]/g, '\\$&')
}
