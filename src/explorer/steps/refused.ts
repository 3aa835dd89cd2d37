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
