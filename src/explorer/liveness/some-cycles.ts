import { at } from '../../errors/at.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Arena } from '../graph/graph.ts'
import { Nearest } from '../graph/nearest.ts'
import { By } from '../steps/by.ts'
import type { Conditions } from './fairness.ts'

/** What a walk through a component must meet, in words: threads, acceptance sets, then the actions of each thread that has some. */
type Goals = readonly number[]

/** Fair cycles, though not the shortest: each goes to the nearest edge that meets something open again and again, then home. */
export class SomeCycles {
  readonly #arena: Arena
  readonly #conditions: Conditions
  readonly #numbers: Int32Array
  readonly #nearest: Nearest
  /** Of the components that have been gone through, by their numbers. */
  readonly #goals = new Map<number, Goals>()
  #number = 0

  /** `numbers`: by node that of its component. */
  constructor(arena: Arena, conditions: Conditions, numbers: Int32Array, meter: Meter) {
    this.#arena = arena
    this.#conditions = conditions
    this.#numbers = numbers
    this.#nearest = new Nearest(arena, (node) => numbers[node] === this.#number, meter)
  }

  /** The edges of one from a node of a fair component. @throws Stopped */
  *from(home: number): Task<readonly number[]> {
    const [arena, conditions] = [this.#arena, this.#conditions]
    const cycle: number[] = []
    let here = home
    let open = without(this.#goalsAt(home), metAt(arena, conditions, home))
    while (open.some((bits) => bits !== 0)) {
      const met = (edge: number): Goals => without(open, metBy(arena, conditions, edge))
      const way = yield* this.#nearest.from(here, (edge) => met(edge).some((bits, word) => bits !== open[word]))
      for (const edge of way) open = met(edge)
      cycle.push(...way)
      here = at(arena.targets, way.at(-1), 'targets')
    }
    if (here !== home || cycle.length === 0)
      cycle.push(...(yield* this.#nearest.from(here, (edge) => arena.targets[edge] === home)))
    return cycle
  }

  release(): void {
    this.#nearest.release()
  }

  #goalsAt(home: number): Goals {
    this.#number = at(this.#numbers, home, 'nodes')
    const goals = this.#goals.get(this.#number) ?? goalsOf(this.#arena, this.#conditions, this.#numbers, this.#number)
    this.#goals.set(this.#number, goals)
    return goals
  }
}

/** What there is to be met in the component: whoever steps nowhere in it has nothing to do, or the component were not fair. */
function goalsOf(arena: Arena, conditions: Conditions, numbers: Int32Array, number: number): Goals {
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
