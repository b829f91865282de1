/** A fault that a person can mend; `prepare.mjs` prints its words without a stack and ends with status 78 (EX_CONFIG). */
export class Unprepared extends Error {}

/** Tells the person at the terminal what is being done. On standard error, so that a command's own output stays clean. */
export function say(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`)
}
