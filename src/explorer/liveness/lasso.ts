import { existing } from '../../errors/at.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Arena, edgeBetween } from '../graph/graph.ts'
import { type Conditions, mayEnd } from './fairness.ts'
import { type Budget, shortestCycle } from './shortest-cycle.ts'
import { SomeCycles } from './some-cycles.ts'
import { Stems } from './stems.ts'

/** A run without end: its stem once, its cycle again and again. Without a cycle it stays for ever in the node where its stem ends. */
export type Lasso = {
  /** The initial node. */
  readonly start: number
  /** Edges of the arena. */
  readonly stem: readonly number[]
  readonly cycle: readonly number[]
  /** Whether no run that is looked for has fewer edges in stem and cycle together. */
  readonly isShortest: boolean
}

export type LassoOptions = {
  readonly arena: Arena
  readonly conditions: Conditions
  /** The part in which the cycle lies. */
  readonly marks: Uint8Array
  /** Of the nodes of its fair components, and by node the number of its component. */
  readonly fair: Uint8Array
  readonly numbers: Int32Array
  /** Places that the searches for cycles may see before one is taken that need not be the shortest. */
  readonly budget?: number | undefined
  readonly meter: Meter
}

const defaultBudget = 1_000_000
/** Edges of the lassos that are looked for first, and by what there are more each time. */
const SHORT = 8
const GROWTH = 1.5
/** Nodes from which a cycle is looked for that need not be the shortest. */
const TRIED = 64

/** The shortest fair run that comes to the part and stays there. @throws Stopped */
export function* lassoOf(options: LassoOptions): Task<Lasso> {
  const { arena, marks, meter } = options
  const stems = new Stems(arena, marks, meter)
  yield* stems.search()
  const budget = { left: options.budget ?? defaultBudget }
  const found = (yield* shortest(options, stems, budget)) ?? (yield* some(options, stems))
  const way = stems.to(found.home)
  const stem = way.slice(1).map((node, i) => edgeBetween(arena, existing(way[i], 'a node'), node))
  stems.release()
  return { start: existing(way[0], 'a node'), stem, cycle: found.cycle, isShortest: budget.left > 0 }
}

type Found = { readonly home: number; readonly cycle: readonly number[] }

/**
 * Those of few edges are looked for first: a search that goes deep from one node sees much that the way into a short cycle from another makes needless.
 */
function* shortest(options: LassoOptions, stems: Stems, budget: Budget): Task<Found | undefined> {
  for (let most = SHORT; budget.left > 0; most = Math.ceil(GROWTH * most)) {
    const found = yield* shortestWithin(options, stems, most, budget)
    if (found !== undefined) return found
  }
  return undefined
}

/** The shortest of at most so many edges; from the nodes of fair components, those of shorter ways first, as long as one may be shorter. */
function* shortestWithin(options: LassoOptions, stems: Stems, most: number, budget: Budget): Task<Found | undefined> {
  const { arena, conditions, fair, numbers, meter } = options
  let best: Found | undefined
  let bound = most + 1
  for (let i = 0; i < stems.count && budget.left > 0; i++) {
    const home = stems.order[i] as number
    const stem = stems.lengthOf(home)
    if (stem >= bound) break
    if (fair[home] === 0) continue
    if (mayEnd(arena, conditions, home)) return { home, cycle: [] } // any other is longer
    const inside = { numbers, number: numbers[home] as number }
    const cycle = yield* shortestCycle(arena, conditions, inside, home, bound - stem, budget, meter)
    if (cycle === undefined) continue
    best = { home, cycle }
    bound = stem + cycle.length
  }
  return best
}

/** The shortest of some, from the nodes of fair components that have the shortest ways. */
function* some({ arena, conditions, fair, numbers, meter }: LassoOptions, stems: Stems): Task<Found> {
  const cycles = new SomeCycles(arena, conditions, numbers, meter)
  let best: Found | undefined
  let length = Number.POSITIVE_INFINITY
  for (let i = 0, tried = 0; i < stems.count && tried < TRIED; i++) {
    const home = stems.order[i] as number
    if (fair[home] === 0) continue
    const stem = stems.lengthOf(home)
    if (stem >= length) break
    tried++
    const cycle = mayEnd(arena, conditions, home) ? [] : yield* cycles.from(home)
    if (stem + cycle.length >= length) continue
    best = { home, cycle }
    length = stem + cycle.length
  }
  cycles.release()
  return existing(best, 'a node of a fair component')
}
