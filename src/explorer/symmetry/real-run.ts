import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { UnpackedState } from '../states/layout.ts'
import type { RealRun } from '../steps/canoniser.ts'
import { StepWalker } from '../steps/step-walker.ts'
import type { CanonicalForm } from './canonical-form.ts'

/**
 * A run of the design for a run of canonical forms: from the initial state on, each time a step to a state whose form is the next one. There is
 * one, since exchanging names is a symmetry; of several the one by the thread that stepped last is taken.
 */
export function realRun(program: Program, canonical: CanonicalForm, forms: readonly UnpackedState[]): RealRun {
  const walker = new StepWalker(program, undefined, false)
  const [first, ...rest] = forms
  if (first === undefined) return { states: [], threads: [] }
  const states = [first]
  const threads: ThreadIndex[] = []
  for (const form of rest) {
    const before = states.at(-1) ?? first
    const found = stepTo(walker, canonical, before, form, threads.at(-1))
    if (found === undefined)
      throw new InternalError(`step ${states.length} of a counterexample has no real counterpart`)
    states.push(found.state)
    threads.push(found.thread)
  }
  return { states, threads }
}

function stepTo(
  walker: StepWalker,
  canonical: CanonicalForm,
  before: UnpackedState,
  form: UnpackedState,
  last: ThreadIndex | undefined,
): { readonly thread: ThreadIndex; readonly state: UnpackedState } | undefined {
  const wanted = [...form.values, ...form.locals].join()
  const others = before.locals.map((_, thread) => thread).filter((thread) => thread !== last)
  for (const thread of last === undefined ? others : [last, ...others]) {
    let found: UnpackedState | undefined
    walker.values.set(before.values)
    walker.walk(thread, at(before.locals, thread, 'threads'), (target) => {
      if (found !== undefined) return
      const state = { values: [...walker.values], locals: before.locals.with(thread, target) }
      const holds = [...state.values, ...state.locals]
      if (canonical.applyTo(holds) && holds.join() === wanted) found = state
    })
    if (found !== undefined) return { thread, state: found }
  }
  return undefined
}
