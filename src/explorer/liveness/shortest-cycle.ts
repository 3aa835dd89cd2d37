import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Arena } from '../graph/graph.ts'
import type { Conditions } from './fairness.ts'
import { Obligations } from './obligations.ts'
import { Places } from './places.ts'

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
  const places = new Places(obligations.words, meter.storableBytes)
  const here = new Int32Array(obligations.words)
  obligations.start(home, here)
  places.reach(here)
  let [length, levelEnd] = [1, 1]
  for (let place = 0; place < places.size && budget.left > 0; place++) {
    if (place === levelEnd) {
      length++
      levelEnd = places.size
    }
    if (length >= bound) return undefined
    const node = places.nodeAt(place)
    for (let edge = arena.offsets[node] as number; edge < (arena.offsets[node + 1] as number); edge++) {
      const target = arena.targets[edge] as number
      if (inside.numbers[target] !== inside.number) continue
      obligations.after(places.words, place * obligations.words, edge, here)
      if (target === home && obligations.isMet(here)) return [...places.wayTo(place), edge]
      places.reach(here, place, edge)
    }
    budget.left--
    meter.spend(workOfPlace)
    if (meter.isDue) yield* meter.pause()
  }
  return undefined
}
