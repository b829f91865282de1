import type { Member } from './crew.ts'

/** How long a process may take to give its figures, in ms; then the others' are answered without it. */
const longestWait = 1000

interface Question {
  readonly asker: Member
  readonly id: number
  readonly waitingFor: Set<Member>
  readonly figures: unknown[]
  readonly timer: NodeJS.Timeout
}

/** Collects the figures of all processes for the one that was asked for totals. */
export class Gathering {
  readonly #questions = new Map<number, Question>()
  #lastId = 0

  ask(asker: Member, id: number, members: readonly Member[]): void {
    this.#lastId += 1
    const own = this.#lastId
    const timer = setTimeout(() => this.#close(own), longestWait)
    this.#questions.set(own, { asker, id, waitingFor: new Set(members), figures: [], timer })
    for (const member of members) member.tell({ kind: 'figures', id: own })
    if (members.length === 0) this.#close(own)
  }

  answer(member: Member, id: number, figures: unknown): void {
    const question = this.#questions.get(id)
    if (question?.waitingFor.delete(member) !== true) return
    question.figures.push(figures)
    if (question.waitingFor.size === 0) this.#close(id)
  }

  leave(member: Member): void {
    for (const [id, { waitingFor }] of [...this.#questions]) {
      if (waitingFor.delete(member) && waitingFor.size === 0) this.#close(id)
    }
  }

  #close(id: number): void {
    const question = this.#questions.get(id)
    if (question === undefined) return
    this.#questions.delete(id)
    clearTimeout(question.timer)
    question.asker.tell({ kind: 'gathered', id: question.id, figures: question.figures })
  }
}
