import { existing } from '../../errors/at.ts'
import { type Meter, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Arena } from '../graph/graph.ts'
import { NumberList } from '../states/number-list.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import type { Conditions } from './fairness.ts'
import { Obligations } from './obligations.ts'

/** The nodes that a cycle may go through: those whose number is that of its component. */
export type Inside = { readonly numbers: Int32Array; readonly number: number }

/** Places of the searches that may still be made. */
export type Budget = { left: number }

const workOfPlace = 1

/**
 * The edges of the shortest fair cycle from a node that has fewer than `bound`, by a search, breadth first, over nodes and obligations; `undefined` if
 * there is none, or the budget was over before.
 * @throws Stopped
 */
export function* shortestCycle(
  arena: Arena,
  conditions: Conditions,
  inside: Inside,
  home: number,
  bound: number,
  budget: Budget,
  meter: Meter,
): Task<readonly number[] | undefined> {
  const obligations = new Obligations(arena, conditions)
  const places = new NumberedStates(obligations.words, meter.storableBytes)
  const [parents, edges] = [new NumberList(meter.storableBytes), new NumberList(meter.storableBytes)]
  const here = new Int32Array(obligations.words)
  obligations.start(home, here)
  const reach = (parent: number, edge: number): void => {
    const place = places.add(here, 0)
    const isNew = place === parents.size
    if (place < 0 || (isNew && !(parents.push(parent) && edges.push(edge)))) throw new Stopped('memory')
  }
  reach(-1, -1)
  let [length, levelEnd] = [1, 1]
  for (let place = 0; place < places.size && budget.left > 0; place++) {
    if (place === levelEnd) {
      length++
      levelEnd = places.size
    }
    if (length >= bound) return undefined
    const node = nodeAt(places, place, obligations.words)
    for (let edge = arena.offsets[node] as number; edge < (arena.offsets[node + 1] as number); edge++) {
      const target = arena.targets[edge] as number
      if (inside.numbers[target] !== inside.number) continue
      obligations.after(places.states, place * obligations.words, edge, here)
      if (target === home && obligations.isMet(here)) return [...edgesTo(place, parents, edges), edge]
      reach(place, edge)
    }
    budget.left--
    meter.spend(workOfPlace)
    if (meter.isDue) yield* meter.pause()
  }
  return undefined
}

function edgesTo(place: number, parents: NumberList, edges: NumberList): number[] {
  const way: number[] = []
  for (let at = place; parents.at(at) >= 0; at = parents.at(at)) way.push(edges.at(at))
  return way.reverse()
}

/** Its mark taken off. */
function nodeAt({ states }: NumberedStates, place: number, words: number): number {
  return existing(states[place * words], 'a place') & (2 ** 31 - 1)
}
