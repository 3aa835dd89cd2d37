import type { AnswerId, LocalId, ThreadIndex } from '../../model/ir.ts'

/** What the states of a search had occasion to do: written while step trees grow, hence at no cost for each state. */
export class Coverage {
  readonly #met: boolean[][]
  readonly #blocked: boolean[][]
  readonly #answers: Set<AnswerId>[][]

  constructor(threads: number) {
    this.#met = Array.from({ length: threads }, () => [])
    this.#blocked = Array.from({ length: threads }, () => [])
    this.#answers = Array.from({ length: threads }, () => [])
  }

  meet(thread: ThreadIndex, local: LocalId): void {
    ;(this.#met[thread] as boolean[])[local] = true // one row a thread
  }

  block(thread: ThreadIndex, local: LocalId): void {
    ;(this.#blocked[thread] as boolean[])[local] = true // one row a thread
  }

  answer(thread: ThreadIndex, local: LocalId, answer: AnswerId): void {
    const row = this.#answers[thread] as Set<AnswerId>[] // one row a thread
    row[local] ??= new Set()
    row[local].add(answer)
  }

  /** Whether some state (or some step, for a mid-step local state) had the thread there. */
  isMet(thread: ThreadIndex, local: LocalId): boolean {
    return this.#met[thread]?.[local] === true
  }

  /** Whether the operation pending there was ever blocked. */
  wasBlocked(thread: ThreadIndex, local: LocalId): boolean {
    return this.#blocked[thread]?.[local] === true
  }

  /** The answers that the operation pending there ever gave, ascending; `FAILED` first. */
  answers(thread: ThreadIndex, local: LocalId): readonly AnswerId[] {
    return [...(this.#answers[thread]?.[local] ?? [])].sort((a, b) => a - b)
  }
}
