import { setImmediate as turn } from 'node:timers/promises'

/** Work in small parts, between which others may have their turn; gives what came of it at its end. */
export type Steps<Result> = Generator<undefined, Result>

/** How many entries of a table are a part: with one each, parting would cost a tenth of the work. */
export const perPart = 64

/** Milliseconds after which others have their turn. */
const slice = 5

/** Does all of the work at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** Does the work while the process goes on with what else it has to do. What the work looks at must stay as it is meanwhile. */
export async function finishInTurns<Result>(steps: Steps<Result>): Promise<Result> {
  for (let began = performance.now(); ; ) {
    const { done, value } = steps.next()
    if (done === true) return value
    if (performance.now() - began < slice) continue
    await turn()
    began = performance.now()
  }
}
