import { at } from '../../../errors/at.ts'
import {
  FAILED,
  type LocalId,
  type ObjectId,
  type OperationTable,
  type ThreadTable,
  UNKNOWN,
} from '../../../model/ir.ts'
import { isSimple } from '../../steps/simple-step.ts'
import type { Rules } from './rules.ts'
import type { StepId } from './step-ids.ts'
import type { StepTables } from './step-tables.ts'

/** A step that is one operation on an object whose value it looks at. */
export type OneOperation = {
  readonly object: ObjectId
  readonly operation: OperationTable
  /** Where it leads after an answer; `UNKNOWN`: no table says. */
  readonly target: (answer: number) => LocalId
}

export function oneOperation({ steps, shapes, program }: StepTables, step: StepId): OneOperation | undefined {
  const table = program.ir.threads[steps.threadOf(step)] as ThreadTable // ids come from the tables
  const local = steps.localOf(step)
  const { touches, reads } = at(shapes, step, 'steps')
  const [object] = touches
  if (object === undefined || touches.length > 1 || reads.length !== 1 || !isSimple(table, local)) return undefined
  const operation = at(program.ir.operations, table.operation[local], 'operations')
  const next = at(table.next, local, 'local states')
  const failure = at(table.failure, local)
  const target = (answer: number): LocalId => (answer === FAILED ? failure : next[answer]) ?? UNKNOWN
  return { object, operation, target }
}

/**
 * Whether two such steps on one object commute at a value of it, as commutation.ts says, by table look-ups; `undefined` where one has several outcomes, or
 * an outcome is not known.
 */
export function commuteAt(
  outcomes: readonly number[],
  p: OneOperation,
  q: OneOperation,
  value: number,
  { backward, forward }: Rules,
): boolean | undefined {
  const [ofP, ofQ] = [p.operation.outcome, q.operation.outcome]
  const [startP, startQ] = [ofP[value] ?? UNKNOWN, ofQ[value] ?? UNKNOWN]
  if (startP === UNKNOWN || startQ === UNKNOWN) return undefined
  if (outcomes[startQ] === 0) return true
  if (outcomes[startQ] !== 1 || (outcomes[startP] as number) > 1) return undefined // a run begins with its count
  const afterQ = ofP[outcomes[startQ + 1] as number] ?? UNKNOWN // then the value
  if (afterQ === UNKNOWN || (outcomes[afterQ] as number) > 1) return undefined
  if (outcomes[startP] === 0) return !backward || outcomes[afterQ] === 0
  const afterP = ofQ[outcomes[startP + 1] as number] ?? UNKNOWN // as above
  if (afterP === UNKNOWN || (outcomes[afterP] as number) > 1) return undefined
  const [hasPQ, hasQP] = [outcomes[afterP] === 1, outcomes[afterQ] === 1]
  const isSame =
    hasPQ &&
    hasQP &&
    outcomes[afterP + 1] === outcomes[afterQ + 1] &&
    p.target(outcomes[startP + 2] as number) === p.target(outcomes[afterQ + 2] as number) && // and the answer
    q.target(outcomes[afterP + 2] as number) === q.target(outcomes[startQ + 2] as number)
  return (!backward || !hasQP || isSame) && (!forward || isSame)
}
