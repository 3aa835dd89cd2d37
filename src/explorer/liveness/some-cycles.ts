import { at } from '../../errors/at.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Arena } from '../graph/graph.ts'
import { Nearest } from '../graph/nearest.ts'
import { By } from '../steps/by.ts'
import type { Conditions } from './fairness.ts'

/** What a walk through a component must meet, in words: threads, acceptance sets, then the actions of each thread that has some. */
type Goals = readonly number[]

/** The word of the first one that has some. */
const FIRST_ACTION = 2

const workOfNode = 1 / 10

/** Fair cycles, though not the shortest: each goes to the nearest edge that meets something open again and again, then home. */
export class SomeCycles {
  readonly #arena: Arena
  readonly #conditions: Conditions
  readonly #numbers: Int32Array
  readonly #nearest: Nearest
  readonly #meter: Meter
  /** Of the components that have been gone through, by their numbers. */
  readonly #goals = new Map<number, Goals>()
  #number = 0

  /** `numbers`: by node that of its component. */
  constructor(arena: Arena, conditions: Conditions, numbers: Int32Array, meter: Meter) {
    this.#arena = arena
    this.#conditions = conditions
    this.#numbers = numbers
    this.#meter = meter
    this.#nearest = new Nearest(arena, (node) => numbers[node] === this.#number, meter)
  }

  /** The edges of one from a node of a fair component. @throws Stopped */
  *from(home: number): Task<readonly number[]> {
    const [arena, conditions] = [this.#arena, this.#conditions]
    const cycle: number[] = []
    let here = home
    let open = (yield* this.#goalsAt(home)).map((bits, word) => bits & ~metAt(arena, conditions, home, word))
    while (open.some((bits) => bits !== 0)) {
      const wanted = open
      const way = yield* this.#nearest.from(here, (edge) => isMet(arena, conditions, edge, wanted))
      for (const edge of way) {
        open = open.map((bits, word) => bits & ~metBy(arena, conditions, edge, word))
        cycle.push(edge)
      }
      here = at(arena.targets, way.at(-1), 'targets')
    }
    if (here !== home || cycle.length === 0)
      return cycle.concat(yield* this.#nearest.from(here, (edge) => arena.targets[edge] === home))
    return cycle
  }

  release(): void {
    this.#nearest.release()
  }

  *#goalsAt(home: number): Task<Goals> {
    this.#number = at(this.#numbers, home, 'nodes')
    const goals = this.#goals.get(this.#number) ?? (yield* this.#goalsOf(this.#number))
    this.#goals.set(this.#number, goals)
    return goals
  }

  /** What there is to be met in the component: whoever steps nowhere in it has nothing to do, or the component were not fair. */
  *#goalsOf(number: number): Task<Goals> {
    const [arena, conditions, numbers] = [this.#arena, this.#conditions, this.#numbers]
    const { offsets, targets } = arena
    const goals = [0, 0, ...conditions.fairness.actions.map(() => 0)]
    for (let node = 0; node < numbers.length; node++) {
      this.#meter.spend(workOfNode)
      if (this.#meter.isDue) yield* this.#meter.pause()
      if (numbers[node] !== number) continue
      for (let word = 0; word < goals.length; word++) {
        let met = metAt(arena, conditions, node, word)
        for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++)
          if (numbers[targets[edge] as number] === number) met |= metBy(arena, conditions, edge, word)
        goals[word] = (goals[word] as number) | met
      }
    }
    return goals
  }
}

/** Of a word, by being in a node: threads treated weakly fair that are owed nothing there, acceptance sets. */
function metAt({ owed }: Arena, { fairness, acceptance }: Conditions, node: number, word: number): number {
  if (word === 0) return ~(owed[node] as number) & fairness.weak & ~fairness.strong
  return word === 1 && acceptance !== undefined ? (acceptance.marks[node] as number) & acceptance.all : 0
}

/** Of a word, by taking an edge, and being where it leads. */
function metBy(arena: Arena, conditions: Conditions, edge: number, word: number): number {
  const label = arena.by[edge] as number
  const { weak, strong, actions } = conditions.fairness
  if (word < FIRST_ACTION) {
    const stepped = word === 0 ? (1 << label) & (weak | strong) : 0 // by its lowest five bits
    return stepped | metAt(arena, conditions, arena.targets[edge] as number, word)
  }
  const { thread, bits } = at(actions, word - FIRST_ACTION, 'actions')
  return (label & By.thread) === thread ? label & bits : 0
}

function isMet(arena: Arena, conditions: Conditions, edge: number, open: Goals): boolean {
  for (let word = 0; word < open.length; word++)
    if (((open[word] as number) & metBy(arena, conditions, edge, word)) !== 0) return true
  return false
}
