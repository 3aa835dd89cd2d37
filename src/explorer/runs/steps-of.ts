import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { UnpackedState } from '../states/layout.ts'
import { type Step, stepOf } from '../steps/schedule.ts'
import { StepWalker } from '../steps/step-walker.ts'
import type { Run } from './shortest-run.ts'

const workOfStep = 8

/** The steps between the states of a run, each by the thread that the run names, or by the first that can take it. */
export function* stepsOf(program: Program, run: Pick<Run, 'states' | 'threads'>, meter: Meter): Task<Step[]> {
  const walker = new StepWalker(program, undefined, true)
  const steps: Step[] = []
  for (const [index, after] of run.states.slice(1).entries()) {
    const before = at(run.states, index, 'states')
    const named = run.threads?.[index]
    const threads = named === undefined ? [...before.locals.keys()] : [named]
    let step: Step | undefined
    for (const thread of threads) step ??= stepBetween(walker, thread, before, after)
    if (step === undefined) throw new InternalError(`step ${index + 1} of a counterexample is no step of the tables`)
    steps.push(step)
    meter.spend(workOfStep)
    if (meter.isDue) yield* meter.pause()
  }
  return steps
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
    if (isThere) step = stepOf(thread, localBefore, localAfter, [...walker.moves])
  })
  return step
}
