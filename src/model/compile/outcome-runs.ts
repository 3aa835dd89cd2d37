import { at } from '../../errors/at.ts'
import { type AnswerId, FAILED, type ValueId } from '../ir.ts'

type Encoded = readonly (readonly [ValueId, AnswerId])[]

/** Writes runs of outcomes; a run of none or one, as most are, is written once and shared by all who have the same. */
export class OutcomeRuns {
  readonly #outcomes: number[]
  #none: number | undefined
  /** `[answer − FAILED][value]`: where the run of that one outcome is. Nothing is filled: of a growing number each answer has a row with one entry. */
  readonly #singles: number[][] = []

  constructor(outcomes: number[]) {
    this.#outcomes = outcomes
  }

  /** Index of the run in `outcomes`. */
  start(run: Encoded): number {
    const [first] = run
    if (first === undefined) {
      this.#none ??= this.#write(run)
      return this.#none
    }
    if (run.length > 1) return this.#write(run)
    const [value, answer] = first
    this.#singles[answer - FAILED] ??= []
    const starts = at(this.#singles, answer - FAILED)
    starts[value] ??= this.#write(run)
    return at(starts, value)
  }

  #write(run: Encoded): number {
    const start = this.#outcomes.length
    this.#outcomes.push(run.length)
    for (const [value, answer] of run) this.#outcomes.push(value, answer)
    return start
  }
}
