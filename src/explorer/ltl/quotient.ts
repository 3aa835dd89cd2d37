import { at } from '../../errors/at.ts'
import type { Automaton, Edge } from './automaton.ts'
import { simplified } from './guards.ts'

/**
 * In place of each state comes the one that stands for it, with its edges and marks; those for which none stands, and
 * those that cannot be reached, are left out. Numbers are given anew, from the initial state on.
 */
export function quotient(automaton: Automaton, standsFor: readonly (number | undefined)[]): Automaton {
  const start = automaton.initial.map((state) => standsFor[state]).filter((state) => state !== undefined)
  const numbers = new Map<number, number>(start.map((state) => [state, 0]))
  const numberOf = (state: number): number => {
    const number = numbers.get(state) ?? numbers.size
    numbers.set(state, number)
    return number
  }
  const edges: (readonly Edge[])[] = []
  for (const state of numbers.keys()) {
    const kept = at(automaton.edges, state, 'states').flatMap((edge) => {
      const to = standsFor[edge.to]
      return to === undefined ? [] : [{ ...edge, to: numberOf(to) }]
    })
    edges.push(simplified(kept))
  }
  const marks = [...numbers.keys()].map((state) => at(automaton.marks, state, 'states'))
  return { ...automaton, states: numbers.size, initial: start.map(numberOf), edges, marks }
}
