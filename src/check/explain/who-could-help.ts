/**
 * Who could still let a waiting thread go on, where the object does not say for whom it waits: whoever has an operation ahead, wherever that leads, that
 * takes the object to a value at which the thread need not wait. What these wait for on their way is not looked at, so whoever could is found: where
 * nobody is, nobody can.
 */
import { at, existing } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import type { ScheduledStep } from '../../explorer/steps/schedule.ts'
import { type Compiled, compiling } from '../../model/compile/compile.ts'
import {
  FAILED,
  type Ir,
  type LocalId,
  type OperationId,
  Pending,
  type ThreadIndex,
  targetsIn,
  UNKNOWN,
  type ValueId,
} from '../../model/ir.ts'
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'

/** An operation at one of the local states ahead of a thread. */
export type Help = { readonly thread: ThreadIndex; readonly local: LocalId; readonly operation: OperationId }

const mostValues = 1000
const budget = { runs: 20_000, locals: 2_000 }

/** Tables that say all that can happen; `undefined` where that would be much, or time is over. */
export function* wholeTables(compiled: Compiled, meter: Meter): Task<Compiled | undefined> {
  if (compiled.isClosed) return compiled
  try {
    const whole = yield* orStopped(compiling(compiled.design, { budget, minimise: false, meter }))
    return whole instanceof Stopped || !whole.isClosed ? undefined : whole
  } catch (error) {
    if (error instanceof ModelError) return undefined // of what closing meets, and no run: that is no finding
    throw error
  }
}

/** One help of each other thread that has any, the soonest, after these steps; `undefined` where that cannot be told. */
export function whoCouldHelp(
  whole: Compiled,
  { locals, values }: TableState,
  thread: ThreadIndex,
): readonly Help[] | undefined {
  const { ir } = whole.program
  const others = locals.flatMap((local, other) => (other === thread ? [] : operationsFrom(ir, other, local)))
  const helps = pendingAt(ir, thread, at(locals, thread, 'threads')).map((waiting) => {
    const { object } = at(ir.operations, waiting, 'operations')
    const value = at(values, object, 'objects')
    if (whole.outcomes(waiting, value).length > 0) return undefined // it waits further on in the same step
    const near = others.filter(({ operation }) => ir.operations[operation]?.object === object)
    return helping(whole, waiting, value, near)
  })
  const known = helps.filter((help) => help !== undefined)
  return known.length < helps.length ? undefined : [...new Map(known.flatMap((help) => [...help])).values()]
}

/** Of each thread the first that is found, by what it is at each value to which others may take the object meanwhile. */
function helping(
  compiled: Compiled,
  waiting: OperationId,
  start: ValueId,
  others: readonly Help[],
): ReadonlyMap<ThreadIndex, Help> | undefined {
  const found = new Map<ThreadIndex, Help>()
  const seen = new Set([start])
  for (const value of seen) {
    if (seen.size > mostValues) return undefined
    for (const help of others) {
      for (const [after, answer] of compiled.outcomes(help.operation, value)) {
        if (answer === FAILED) continue
        if (compiled.outcomes(waiting, after).length === 0) seen.add(after)
        else if (!found.has(help.thread)) found.set(help.thread, help)
      }
    }
  }
  return found
}

type TableState = { readonly locals: readonly LocalId[]; readonly values: readonly ValueId[] }

/** Where a schedule leads; in other tables of the same design, too. */
export function endOf(whole: Compiled, steps: readonly ScheduledStep[]): TableState {
  const { threads, objects, operations } = whole.program.ir
  const locals = threads.map(({ initial }) => initial)
  const values = objects.map(({ initial }) => initial)
  for (const { thread, decisions } of steps) {
    const table = at(threads, thread, 'threads')
    const rest = [...decisions]
    const taken = (ways: number): number => (ways > 1 ? existing(rest.shift(), 'a decision') : 0)
    let local = at(locals, thread, 'threads')
    do {
      const row = at(table.next, local, 'local states')
      if (table.pending[local] === Pending.operation) {
        const operation = at(table.operation, local, 'local states')
        const { object } = at(operations, operation, 'operations')
        const outcomes = whole.outcomes(operation, at(values, object, 'objects'))
        const [value, answer] = at(outcomes, taken(outcomes.length), 'outcomes')
        values[object] = value
        local = answer === FAILED ? at(table.failure, local, 'local states') : at(row, answer, 'answers')
      } else local = at(row, taken(targetsIn(row).length), 'options')
    } while (table.stored[local] !== true)
    locals[thread] = local
  }
  return { locals, values }
}

/** Each operation once, in the order of the steps to it. */
function operationsFrom({ threads }: Ir, thread: ThreadIndex, start: LocalId): readonly Help[] {
  const { pending, operation, next } = at(threads, thread, 'threads')
  const found = new Map<OperationId, Help>()
  const seen = new Set([start])
  for (const local of seen) {
    const one = at(operation, local, 'local states')
    if (pending[local] === Pending.operation && !found.has(one)) found.set(one, { thread, local, operation: one })
    for (const target of targetsIn(at(next, local, 'local states'))) if (target !== UNKNOWN) seen.add(target)
  }
  return [...found.values()]
}

/** The operations at which the thread may begin its next step. */
function pendingAt(ir: Ir, thread: ThreadIndex, local: LocalId): readonly OperationId[] {
  const { pending, operation, next } = at(ir.threads, thread, 'threads')
  if (pending[local] === Pending.operation) return [at(operation, local, 'local states')]
  if (pending[local] !== Pending.choice) return []
  return targetsIn(at(next, local, 'local states')).flatMap((target) => pendingAt(ir, thread, target))
}
