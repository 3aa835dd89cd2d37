/** A run as a schedule: who steps, and which way where there is more than one. Of a step that the tables have, what it does there, too. */
import type { AnswerId, LocalId, OperationId, ThreadIndex, ValueId } from '../../model/ir.ts'

export type ScheduledStep = {
  readonly thread: ThreadIndex
  /** The option or outcome taken, in order, wherever there is more than one. */
  readonly decisions: readonly number[]
}

/** One move along the path of a step. All but the first start in a mid-step local state. `ways`: among how many it was chosen. */
export type TableMove =
  | { readonly kind: 'skip'; readonly local: LocalId }
  | { readonly kind: 'choice'; readonly local: LocalId; readonly option: number; readonly ways: number }
  | {
      readonly kind: 'operation'
      readonly local: LocalId
      readonly operation: OperationId
      /** Which of the operation's outcomes at `valueBefore`. */
      readonly outcome: number
      readonly ways: number
      readonly valueBefore: ValueId
      readonly valueAfter: ValueId
      /** `FAILED` where the operation failed. */
      readonly answer: AnswerId
    }

/** One atomic move of one thread between two global states. */
export type Step = ScheduledStep & {
  readonly localBefore: LocalId
  readonly localAfter: LocalId
  readonly moves: readonly TableMove[]
}

export function stepOf(
  thread: ThreadIndex,
  localBefore: LocalId,
  localAfter: LocalId,
  moves: readonly TableMove[],
): Step {
  return { thread, decisions: moves.flatMap(decisionOf), localBefore, localAfter, moves }
}

function decisionOf(move: TableMove): readonly number[] {
  if (move.kind === 'skip' || move.ways < 2) return []
  return [move.kind === 'choice' ? move.option : move.outcome]
}

/** Steps from the initial state to the violation; none if the initial state violates. */
export type Counterexample = {
  readonly steps: readonly Step[]
  /** Whether no run to this violation has fewer steps. */
  readonly isShortest: boolean
  /** Whether no run of this length to this violation changes the running thread less often. */
  readonly hasFewestSwitches: boolean
}
