import { InternalError } from '../../errors/internal-error.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Arena, sourceOf } from '../graph/graph.ts'
import { claim, release } from '../graph/storage.ts'
import { By } from '../steps/by.ts'
import type { Conditions } from './fairness.ts'
import type { Inside } from './shortest-cycle.ts'

/** What a walk through a component must meet, in words: threads, acceptance sets, then the actions of each thread that has some. */
type Goals = readonly number[]

const workOfNode = 1 / 5

/**
 * The edges of a fair cycle from a node, though not the shortest: it goes to the nearest edge that meets something open again and again, then home.
 * @throws Stopped
 */
export function* someCycle(
  arena: Arena,
  conditions: Conditions,
  inside: Inside,
  home: number,
  meter: Meter,
): Task<readonly number[]> {
  const bytes = 8 * arena.nodes
  claim(meter, bytes)
  const nearest = new Nearest(arena, inside, meter)
  const cycle: number[] = []
  let here = home
  let open = without(goalsOf(arena, conditions, inside), metAt(arena, conditions, home))
  while (open.some((bits) => bits !== 0)) {
    const met = (edge: number): Goals => without(open, metBy(arena, conditions, edge))
    const way = yield* nearest.from(here, (edge) => met(edge).some((bits, word) => bits !== open[word]))
    for (const edge of way) open = met(edge)
    cycle.push(...way)
    here = arena.targets[way.at(-1) as number] as number
  }
  if (here !== home || cycle.length === 0)
    cycle.push(...(yield* nearest.from(here, (edge) => arena.targets[edge] === home)))
  release(meter, bytes)
  return cycle
}

/** What there is to be met in the component: whoever steps nowhere in it has nothing to do, or the component were not fair. */
function goalsOf(arena: Arena, conditions: Conditions, { numbers, number }: Inside): Goals {
  let goals: Goals = [0, 0, ...conditions.fairness.actions.map(() => 0)]
  for (let node = 0; node < numbers.length; node++) {
    if (numbers[node] !== number) continue
    goals = joined(goals, metAt(arena, conditions, node))
    for (let edge = arena.offsets[node] as number; edge < (arena.offsets[node + 1] as number); edge++)
      if (numbers[arena.targets[edge] as number] === number) goals = joined(goals, metBy(arena, conditions, edge))
  }
  return goals
}

/** By being in a node: threads treated weakly fair that are owed nothing there, acceptance sets. */
function metAt({ owed }: Arena, { fairness, acceptance }: Conditions, node: number): Goals {
  const { weak, strong, actions } = fairness
  const accepted = acceptance === undefined ? 0 : (acceptance.marks[node] as number) & acceptance.all
  return [~(owed[node] as number) & weak & ~strong, accepted, ...actions.map(() => 0)]
}

/** By taking an edge, and being where it leads. */
function metBy(arena: Arena, conditions: Conditions, edge: number): Goals {
  const label = arena.by[edge] as number
  const { weak, strong, actions } = conditions.fairness
  const done = actions.map(({ thread, bits }) => ((label & By.thread) === thread ? label & bits : 0))
  const stepped = (1 << label) & (weak | strong) // by its lowest five bits
  return joined([stepped, 0, ...done], metAt(arena, conditions, arena.targets[edge] as number))
}

function joined(a: Goals, b: Goals): Goals {
  return a.map((bits, word) => bits | (b[word] as number)) // all are equally long
}

function without(a: Goals, b: Goals): Goals {
  return a.map((bits, word) => bits & ~(b[word] as number)) // all are equally long
}

/** Searches within a component, breadth first. */
class Nearest {
  readonly #arena: Arena
  readonly #inside: Inside
  readonly #meter: Meter
  /** By node, the edge by which it was reached + 1. */
  readonly #reached: Int32Array
  readonly #queue: Int32Array

  constructor(arena: Arena, inside: Inside, meter: Meter) {
    this.#arena = arena
    this.#inside = inside
    this.#meter = meter
    this.#reached = new Int32Array(arena.nodes)
    this.#queue = new Int32Array(arena.nodes)
  }

  /** The fewest edges from the node, the last of which is wanted. */
  *from(start: number, isWanted: (edge: number) => boolean): Task<number[]> {
    const { offsets, targets } = this.#arena
    const { numbers, number } = this.#inside
    this.#reached.fill(0)
    this.#queue[0] = start
    let end = 1
    for (let next = 0; next < end; next++) {
      const node = this.#queue[next] as number
      for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++) {
        const target = targets[edge] as number
        if (numbers[target] !== number) continue
        if (isWanted(edge)) return [...this.#wayTo(node, start), edge]
        if (target === start || this.#reached[target] !== 0) continue
        this.#reached[target] = edge + 1
        this.#queue[end++] = target
      }
      this.#meter.spend(workOfNode)
      if (this.#meter.isDue) yield* this.#meter.pause()
    }
    throw new InternalError('a component is not connected')
  }

  #wayTo(node: number, start: number): number[] {
    const way: number[] = []
    for (let at = node; at !== start; ) {
      const edge = (this.#reached[at] as number) - 1
      way.push(edge)
      at = sourceOf(this.#arena, edge)
    }
    return way.reverse()
  }
}
