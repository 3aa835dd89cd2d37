import { at } from '../../errors/at.ts'
import { type UnpackedState, unpack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import type { Walk } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** A way that is shorter than what it replaces: states `from … to` of the run become `states`; `to` is undefined if they end in a violation. */
export type Shortcut = { readonly to: number | undefined; readonly states: readonly UnpackedState[] }

/**
 * Breadth first from one state of a run, for fewer steps than the run takes from there to its end, and through at most `limitStates` states: the
 * first violating state met, or else the state of the run to which most steps are saved.
 */
export function shortcutFrom(
  run: ScheduleRun,
  states: readonly UnpackedState[],
  from: number,
  limitStates: number,
): Shortcut | undefined {
  const { walk } = run
  walk.goTo(states[from] as UnpackedState) // an index of the run
  const later = new Map(states.map((state, index) => [keyOf(state), index]))
  const layout = walk.layout
  const met = new NumberedStates(layout.words)
  const parents = [-1]
  const depths = [0]
  met.add(walk.state, 0)
  let best: { saved: number; number: number; to: number } | undefined
  for (let number = 0; number < met.size && met.size < limitStates; number++) {
    run.spend()
    const depth = at(depths, number)
    if (from + depth >= states.length - 1) break
    walk.goTo(unpack(layout, met.states, number * layout.words))
    const successors = walk.expand()
    if (walk.layout !== layout) return undefined // the tables have grown: the next shortcut is sought under the new layout
    if (depth > 0 && run.isViolating()) return { to: undefined, states: wayTo(met, layout, parents, number) }
    const to = later.get(keyOf(walk.here()))
    const saved = to === undefined ? 0 : to - from - depth
    if (to !== undefined && saved > 0 && (best === undefined || saved > best.saved)) best = { saved, number, to }
    addSuccessors(walk, successors, met, (added) => {
      parents[added] = number
      depths[added] = depth + 1
    })
  }
  return best && { to: best.to, states: wayTo(met, layout, parents, best.number) }
}

function addSuccessors(walk: Walk, successors: number, met: NumberedStates, added: (number: number) => void): void {
  for (let successor = 0; successor < successors; successor++) {
    const before = met.size
    const number = met.add(walk.batch, successor * walk.layout.words)
    if (number === before) added(number)
  }
}

function wayTo(met: NumberedStates, layout: Walk['layout'], parents: readonly number[], end: number): UnpackedState[] {
  const way: UnpackedState[] = []
  for (let number = end; number >= 0; number = at(parents, number))
    way.push(unpack(layout, met.states, number * layout.words))
  return way.reverse()
}

export function keyOf({ values, locals }: UnpackedState): string {
  return `${values}|${locals}`
}
