import { InternalError } from '../../errors/internal-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { UnpackedState } from '../states/layout.ts'
import { StepWalker } from '../steps/step-walker.ts'
import type { Step } from '../steps/trace.ts'
import type { Run } from './shortest-run.ts'

/** The steps between the states of a run, each by the thread that the run names, or by the first that can take it. */
export function stepsOf(program: Program, run: Pick<Run, 'states' | 'threads'>): Step[] {
  const walker = new StepWalker(program, undefined, true)
  return run.states.slice(1).map((after, index) => {
    const before = run.states[index] as UnpackedState // one shorter
    const named = run.threads?.[index]
    const threads = named === undefined ? before.locals.map((_, thread) => thread) : [named]
    for (const thread of threads) {
      const step = stepBetween(walker, thread, before, after)
      if (step !== undefined) return step
    }
    throw new InternalError(`step ${index + 1} of a counterexample is no step of the tables`)
  })
}

function stepBetween(
  walker: StepWalker,
  thread: ThreadIndex,
  before: UnpackedState,
  after: UnpackedState,
): Step | undefined {
  const localBefore = before.locals[thread] as number // one a thread
  const localAfter = after.locals[thread] as number // the same
  if (before.locals.some((local, other) => other !== thread && local !== after.locals[other])) return undefined
  let step: Step | undefined
  walker.values.set(before.values)
  walker.walk(thread, localBefore, (target) => {
    if (step !== undefined || target !== localAfter) return
    const isThere = after.values.every((value, object) => value === walker.values[object])
    if (isThere) step = { thread, localBefore, localAfter, moves: [...walker.moves] }
  })
  return step
}
