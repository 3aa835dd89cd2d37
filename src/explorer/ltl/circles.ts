import { at } from '../../errors/at.ts'
import type { Automaton } from './automaton.ts'
import { componentsOf } from './components.ts'

export type Circles = {
  /**
   * By state, whether it is on a circle whose component meets all acceptance sets: a run that stays there may be
   * accepted.
   */
  readonly isAccepting: readonly boolean[]
  /** By state, whether it is on a circle at all. */
  readonly isOnOne: readonly boolean[]
  /** By state, whether a run from it may be accepted. */
  readonly isLive: readonly boolean[]
}

export function circlesOf({ edges, marks, sets }: Automaton): Circles {
  const successors = edges.map((some) => some.map(({ to }) => to))
  const { of, count } = componentsOf(successors)
  const size = Array.from({ length: count }, () => 0)
  const met = Array.from({ length: count }, () => 0)
  for (const [state, component] of of.entries()) {
    size[component] = at(size, component) + 1
    met[component] = at(met, component) | at(marks, state)
  }
  const isOnOne = of.map((component, state) => at(size, component) > 1 || at(successors, state).includes(state))
  const isAccepting = of.map((component, state) => isOnOne[state] === true && met[component] === 2 ** sets - 1)
  const leads = Array.from({ length: count }, () => false) // components after others have smaller numbers
  const inOrder = [...of.keys()].toSorted((a, b) => at(of, a) - at(of, b))
  for (const state of inOrder)
    if (isAccepting[state] || at(successors, state).some((to) => leads[at(of, to)])) leads[at(of, state)] = true
  return { isAccepting, isOnOne, isLive: of.map((component) => at(leads, component)) }
}
