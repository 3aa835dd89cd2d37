import type { AnswerId, LocalId, OperationId, ThreadIndex, ValueId } from '../../model/ir.ts'

/** One move along the path of a step. All but the first start in a mid-step local state. */
export type Move =
  | { readonly kind: 'skip'; readonly local: LocalId }
  | { readonly kind: 'choice'; readonly local: LocalId; readonly option: number }
  | {
      readonly kind: 'operation'
      readonly local: LocalId
      readonly operation: OperationId
      /** Which of the operation's outcomes at `valueBefore`. */
      readonly outcome: number
      readonly valueBefore: ValueId
      readonly valueAfter: ValueId
      /** `FAILED` where the operation failed. */
      readonly answer: AnswerId
    }

/** One atomic move of one thread between two global states. */
export type Step = {
  readonly thread: ThreadIndex
  readonly localBefore: LocalId
  readonly localAfter: LocalId
  readonly moves: readonly Move[]
}

/** Steps from the initial state to the violation; none if the initial state violates. */
export type Counterexample = {
  readonly steps: readonly Step[]
  /** Whether no run to this violation has fewer steps. */
  readonly isShortest: boolean
  /** Whether no run of this length to this violation changes the running thread less often. */
  readonly hasFewestSwitches: boolean
}
