/**
 * A graph and an automaton that reads the valuations of its states, as one arena: a run of the graph that the automaton accepts is a run of the arena
 * that meets each acceptance set again and again. Node (s, a): the run is in s, whose valuation a is about to read. Where a run of the graph may end,
 * it stays: the automaton goes on reading the same valuation, in nodes of their own, since nobody steps any more after that; these are steps of
 * nobody, whose number no thread has.
 */
import { existing } from '../../errors/at.ts'
import { type Meter, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { EdgeLists } from '../graph/edge-lists.ts'
import type { Arena, Graph } from '../graph/graph.ts'
import type { Automaton, Edge } from '../ltl/automaton.ts'
import { OCCUPIED } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import { By } from '../steps/by.ts'
import { type Acceptance, type Fairness, mayEnd } from './fairness.ts'

/** Who steps where nobody does: no thread has this number. */
export const NOBODY: number = By.thread

export type Product = {
  readonly arena: Arena
  readonly acceptance: Acceptance
  /** By node, the state of the graph. */
  stateOf(node: number): number
}

/** What holds in a state: a bit for each proposition. */
export type ValuationOf = (state: number) => number

/** Words of a node: the state, then twice the state of the automaton, and one more where the run has ended. */
const WORDS = 2

/** @throws Stopped */
export function* productOf(
  graph: Graph,
  automaton: Automaton,
  valuationOf: ValuationOf,
  fairness: Fairness,
  meter: Meter,
): Task<Product> {
  const builder = new ProductBuilder(graph, automaton, valuationOf, fairness, meter)
  yield* builder.build()
  return builder.product
}

class ProductBuilder {
  readonly #graph: Graph
  readonly #automaton: Automaton
  readonly #valuationOf: ValuationOf
  readonly #fairness: Fairness
  readonly #meter: Meter
  readonly #storedBefore: number
  readonly #numbered: NumberedStates
  readonly #lists: EdgeLists
  readonly #node: Int32Array = new Int32Array(WORDS)

  constructor(graph: Graph, automaton: Automaton, valuationOf: ValuationOf, fairness: Fairness, meter: Meter) {
    this.#graph = graph
    this.#automaton = automaton
    this.#valuationOf = valuationOf
    this.#fairness = fairness
    this.#meter = meter
    this.#storedBefore = meter.progress.storedBytes
    this.#numbered = new NumberedStates(WORDS, meter.storableBytes)
    this.#lists = new EdgeLists(meter.storableBytes, graph.by instanceof Int32Array)
    for (const state of graph.initial) for (const start of automaton.initial) this.#number(state, start, false)
  }

  get product(): Product {
    const { size, states } = this.#numbered
    const lists = this.#lists.lists(size)
    const initial = [...Array(this.#graph.initial.length * this.#automaton.initial.length).keys()]
    const { marks: marksOf, sets } = this.#automaton
    const marks = new Int32Array(size)
    for (let node = 0; node < size; node++)
      marks[node] = existing(marksOf[(states[WORDS * node + 1] as number) >> 1], 'a state of the automaton')
    return {
      arena: { nodes: size, initial, ...lists, hasEnds: false },
      acceptance: { marks, all: 2 ** sets - 1 },
      stateOf: (node) => existing(states[WORDS * node], 'a node') & ~OCCUPIED,
    }
  }

  *build(): Task<void> {
    for (let node = 0; node < this.#numbered.size; node++) {
      this.#expand(node)
      this.#meter.spend(1)
      if (this.#meter.isDue) yield* this.#meter.pause()
    }
  }

  #expand(node: number): void {
    const { states } = this.#numbered
    const state = (states[WORDS * node] as number) & ~OCCUPIED
    const reads = states[WORDS * node + 1] as number
    const hasEnded = (reads & 1) === 1
    const valuation = this.#valuationOf(state)
    const taken = existing(this.#automaton.edges[reads >> 1], 'a state of the automaton').filter((edge) =>
      matches(edge, valuation),
    )
    const { offsets, owed } = this.#graph
    const steps = (offsets[state + 1] as number) - (offsets[state] as number)
    this.#makeRoom((steps + 1) * taken.length)
    if (hasEnded || mayEnd(this.#graph, { fairness: this.#fairness }, state))
      for (const { to } of taken) this.#lists.add(this.#number(state, to, true), NOBODY)
    if (!hasEnded) for (const { to } of taken) this.#addSteps(state, to)
    this.#lists.endNode(hasEnded ? 0 : (owed[state] as number))
  }

  #addSteps(state: number, to: number): void {
    const { offsets, targets, by } = this.#graph
    for (let edge = offsets[state] as number; edge < (offsets[state + 1] as number); edge++)
      this.#lists.add(this.#number(targets[edge] as number, to, false), by[edge] as number)
  }

  #number(state: number, reads: number, hasEnded: boolean): number {
    this.#node[0] = state
    this.#node[1] = 2 * reads + (hasEnded ? 1 : 0)
    const number = this.#numbered.add(this.#node, 0)
    if (number < 0) throw new Stopped('memory')
    return number
  }

  #makeRoom(edges: number): void {
    const { storedBytes } = this.#numbered
    const limitBytes = this.#meter.storableBytes - this.#storedBefore - storedBytes
    if (!this.#lists.makeRoom(1, edges, limitBytes)) throw new Stopped('memory')
    const all = this.#storedBefore + storedBytes + this.#lists.storedBytes
    this.#meter.progress = { ...this.#meter.progress, storedBytes: all }
  }
}

function matches({ requires, forbids }: Edge, valuation: number): boolean {
  return (valuation & requires) === requires && (valuation & forbids) === 0
}
