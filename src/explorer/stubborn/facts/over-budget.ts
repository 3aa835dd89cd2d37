import type { ObjectId } from '../../../model/ir.ts'

/** What ends a computation over values that may occur, where only a search can tell whether they do. Never leaves this folder. */
export class OverBudget extends Error {
  /** The object that is to be open instead; if it is missing there is no reduction. */
  readonly object: ObjectId | undefined

  constructor(what: string, object?: ObjectId, cause?: unknown) {
    super(what, { cause })
    this.object = object
  }
}
