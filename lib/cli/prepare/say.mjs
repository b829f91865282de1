/** A fault that a person can mend; `prepare.mjs` prints its words without a stack and ends with status 78 (EX_CONFIG). */
export class Unprepared extends Error {}

/** The language of commands, as `lib/cli/language.ts` decides it. */
function isChinese() {
  const { NEWS_LANG, LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^zh(?:$|[-_.])/i.test(NEWS_LANG || LC_ALL || LC_MESSAGES || LANG || '')
}

/** Tells the person at the terminal what is being done. On standard error, so that a command's own output stays clean. */
export function say(/** @type {string} */ english, chinese = english) {
  process.stderr.write(`${isChinese() ? chinese : english}\n`)
}
