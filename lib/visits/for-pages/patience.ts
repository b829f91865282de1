import { StoreError } from '#lib/errors.ts'

/** After an answer that was late or refused, pages do not wait for the store at all for this long, ms. */
const pause = 1000

/** Asks a store a question for a page: resolves when it is answered, refused or taking too long, whichever is first. */
export type Patience = (question: () => Promise<void>) => Promise<void>

/** `budget` is the longest wait, ms; `now` is a steady clock. */
export function createPatience(now: () => number, budget: number): Patience {
  let patientAgainAt = Number.NEGATIVE_INFINITY
  let asking = 0
  const ask = async (question: () => Promise<void>): Promise<void> => {
    asking += 1
    try {
      await question()
      patientAgainAt = Number.NEGATIVE_INFINITY
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      patientAgainAt = now() + pause
    } finally {
      asking -= 1
    }
  }
  return async (question) => {
    const impatient = now() < patientAgainAt
    // One question is enough to learn that a silent store answers again.
    if (impatient && asking > 0) return
    const answer = ask(question)
    if (!impatient && !(await settledWithin(budget, answer))) patientAgainAt = now() + pause
  }
}

/** Whether `promise` settles within the time. */
export function settledWithin(milliseconds: number, promise: Promise<void>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds)
    promise.then(() => resolve(true), reject).finally(() => clearTimeout(timer))
  })
}
