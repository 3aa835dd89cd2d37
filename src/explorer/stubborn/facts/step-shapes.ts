import { at } from '../../../errors/at.ts'
import {
  FAILED,
  type Ir,
  Mark,
  type ObjectId,
  type OperationId,
  Pending,
  type ThreadTable,
  targetsIn,
  UNKNOWN,
} from '../../../model/ir.ts'
import type { StepIds } from './step-ids.ts'

/** What the tables alone say of a step, whatever the values. */
export type StepShape = {
  /** The objects on some path, in order of their ids. */
  readonly touches: readonly ObjectId[]
  /** Those of them whose value may matter: not only ever overwritten blindly. */
  readonly reads: readonly ObjectId[]
  /** Those of them on which an operation is not declared read-only. */
  readonly mayWrite: readonly ObjectId[]
  /** Whether nobody owes it on some path. */
  readonly mayBeVoluntary: boolean
}

/** How an operation may be walked without knowing the value: it stores `stores` (or, `UNKNOWN`, changes nothing) and gives `answer`. */
export type BlindOperation = { readonly stores: number; readonly answer: number }

/** Operations with one and the same outcome for every value of a closed object, or one answer and no effect. */
export class BlindOperations {
  readonly #ir: Ir
  readonly #known: (BlindOperation | null)[] = []

  constructor(ir: Ir) {
    this.#ir = ir
  }

  of(operation: OperationId): BlindOperation | undefined {
    const known = this.#known[operation]
    if (known !== undefined) return known ?? undefined
    const found = this.#look(operation)
    this.#known[operation] = found ?? null
    return found
  }

  #look(operation: OperationId): BlindOperation | undefined {
    const { objects, operations, outcomes } = this.#ir
    const table = at(operations, operation, 'operations')
    const object = at(objects, table.object, 'objects')
    if (!object.isClosed) return undefined
    const starts = Array.from({ length: object.valueCount }, (_, value) => table.outcome[value] ?? UNKNOWN)
    if (!starts.every((start) => start !== UNKNOWN && outcomes[start] === 1)) return undefined
    const first = at(starts, 0, 'values')
    const answer = at(outcomes, first + 2)
    if (answer === FAILED || !starts.every((start) => outcomes[start + 2] === answer)) return undefined
    if (starts.every((start, value) => outcomes[start + 1] === value)) return { stores: UNKNOWN, answer }
    const stores = at(outcomes, first + 1)
    return starts.every((start) => outcomes[start + 1] === stores) ? { stores, answer } : undefined
  }
}

/** The shapes of all steps; of mid-step local states, what is left of their step. */
export function stepShapes(ir: Ir, steps: StepIds, blind: BlindOperations): readonly StepShape[] {
  return ir.threads.flatMap((table, thread) =>
    table.pending.map((_, local): StepShape => {
      const locals = [...pathLocals(table, local)]
      const operations = locals
        .filter((it) => table.pending[it] === Pending.operation && steps.has(thread, it))
        .map((it) => table.operation[it] as OperationId) // set where an operation is pending
      const objectsOf = (isWanted: (operation: OperationId) => boolean): ObjectId[] => {
        const ids = operations.filter(isWanted).map((operation) => at(ir.operations, operation, 'operations').object)
        return [...new Set(ids)].sort((a, b) => a - b)
      }
      return {
        touches: objectsOf((operation) => blind.of(operation)?.stores !== UNKNOWN),
        reads: objectsOf((operation) => blind.of(operation) === undefined),
        mayWrite: objectsOf((operation) => !at(ir.operations, operation, 'operations').isReadOnly),
        mayBeVoluntary: locals.some((it) => (at(table.marks, it) & Mark.voluntary) !== 0),
      }
    }),
  )
}

/** The local state and the mid-step ones behind it. */
function pathLocals(table: ThreadTable, local: number): Set<number> {
  const met = new Set([local])
  for (const from of met)
    for (const to of [...targetsIn(at(table.next, from, 'local states')), at(table.failure, from)])
      if (to !== UNKNOWN && !table.stored[to]) met.add(to)
  return met
}
