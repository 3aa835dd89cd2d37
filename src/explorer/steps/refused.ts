import { InternalError } from '../../errors/internal-error.ts'
import type { Difference } from './canoniser.ts'

/** Ends a search that took threads for alike which are not: it must be done again. */
export class SymmetryRefused extends Error {
  override readonly name: string = 'SymmetryRefused'
  readonly difference: Difference

  constructor(difference: Difference) {
    super(difference.text)
    this.difference = difference
  }
}

/** No step of the design leads to the next canonical form of a run: either the threads are not alike, or it is a bug of ours. */
export class NoRealStep extends InternalError {
  constructor(step: number) {
    super(`step ${step} of a counterexample has no real counterpart`)
  }
}
