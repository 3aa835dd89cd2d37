/**
 * Builds the graph of a program in slices: breadth first, all threads expanded, every step an edge. A limit leaves a graph whose last states have not
 * been expanded: what is found among the others is real, but nothing holds that was not found.
 */
import { at } from '../../errors/at.ts'
import type { Program } from '../../model/ir.ts'
import { Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { initialState, type Layout, pack, repack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import { type ActionsOf, By } from '../steps/by.ts'
import { Coverage } from '../steps/coverage.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import { Stepper } from '../steps/stepper.ts'
import { EdgeLists, type Size } from './edge-lists.ts'
import type { Graph } from './graph.ts'

export type GraphOptions = {
  readonly meter?: Meter | undefined
  /** No more states than this are expanded. */
  readonly limitStates?: number | undefined
  /** Which actions steps perform, where fairness towards some is assumed. */
  readonly actionsOf?: ActionsOf | undefined
  /** How large it will be, where a search has just told. */
  readonly expected?: Size | undefined
  /** Puts others in the place of states that are reached. Not together with actions, whose bits it takes. */
  readonly standIns?: StandIns | undefined
  /** Of the design: who can step at all. */
  readonly chooser?: ThreadChooser | undefined
  /** States of which nobody wants to know more have no edges, and somebody is owed a step there. */
  readonly isWanted?: ((states: Int32Array, at: number) => boolean) | undefined
}

export type StandIns = {
  prepare(layout: Layout): void
  /** Exchanges a state in place; answers a number for labels: `By.firstAction` is its lowest bit. */
  put(states: Int32Array, at: number): number
}

/** `limit`: what left states that have not been expanded. */
export type BuiltGraph = { readonly graph: Graph; readonly limit?: 'states' | 'memory' | 'time' | 'interrupt' }

/** Units of the meter. */
const workOfState = 1
const workOfEdge = 1 / 2
const STATES_BETWEEN_REPORTS = 1 << 8

/** @throws ModelError where the design is at fault */
export function* buildGraph(
  program: Program,
  { meter = new Meter(), limitStates = Number.POSITIVE_INFINITY, ...options }: GraphOptions = {},
): Task<BuiltGraph> {
  const builder = new GraphBuilder(program, meter, options)
  const end = yield* orStopped(builder.build(limitStates))
  const limit = end instanceof Stopped ? end.by : end
  const { graph } = builder
  return limit === undefined ? { graph } : { graph, limit }
}

class GraphBuilder {
  readonly #meter: Meter
  readonly #stepper: Stepper
  #numbered: NumberedStates
  readonly #lists: EdgeLists
  readonly #standIns: StandIns | undefined
  readonly #isWanted: GraphOptions['isWanted']
  /** Of the steps that are being added. */
  #targets: Int32Array = new Int32Array(0)
  /** Steps to the states being expanded, and the number behind them. */
  #depth = 0
  #levelEnd = 1

  constructor(program: Program, meter: Meter, { actionsOf, standIns, isWanted, expected, chooser }: GraphOptions) {
    this.#meter = meter
    this.#standIns = standIns
    this.#isWanted = isWanted
    const coverage = new Coverage(program.ir.threads.length)
    this.#stepper = new Stepper({ program, coverage, marksAll: false, recordsThreads: true, actionsOf, chooser })
    const { layout } = this.#stepper
    this.#numbered = new NumberedStates(layout.words, meter.storableBytes, expected?.states)
    this.#lists = new EdgeLists(meter.storableBytes, actionsOf !== undefined || standIns !== undefined, expected)
    const initial = new Int32Array(layout.words)
    pack(layout, initialState(program.ir), initial, 0)
    standIns?.prepare(layout)
    standIns?.put(initial, 0)
    this.#numbered.add(initial, 0)
  }

  get graph(): Graph {
    const { layout } = this.#stepper
    const { size, states } = this.#numbered
    const packed = states.subarray(0, size * layout.words)
    const lists = this.#lists.lists(size)
    return { nodes: size, expanded: this.#lists.nodes, initial: [0], ...lists, packed, layout, hasEnds: true }
  }

  *build(limitStates: number): Task<'states' | 'memory' | undefined> {
    const lists = this.#lists
    let reportFrom = 0
    while (lists.nodes < this.#numbered.size) {
      if (lists.nodes >= limitStates) return 'states'
      const { edges, nodes } = lists
      if (!this.#expand(limitStates)) return 'memory'
      this.#meter.spend((lists.nodes - nodes) * workOfState + (lists.edges - edges) * workOfEdge)
      if (lists.nodes >= reportFrom) {
        this.#meter.progress = this.#progress
        reportFrom = lists.nodes + STATES_BETWEEN_REPORTS
      }
      if (this.#meter.isDue) yield* this.#meter.pause()
    }
    this.#meter.progress = this.#progress
    return undefined
  }

  /** Some of the states before the limit; none where tables have grown. False: there is no memory for all of them. */
  #expand(limitStates: number): boolean {
    const stepper = this.#stepper
    const { words } = stepper.layout
    const { nodes } = this.#lists
    if (nodes === this.#levelEnd) {
      this.#depth++
      this.#levelEnd = this.#numbered.size
    }
    const { states } = this.#numbered
    const from = nodes * words
    if (this.#isWanted?.(states, from) === false) return this.#leave()
    const most = this.#isWanted === undefined ? Math.min(limitStates, this.#levelEnd) : nodes + 1
    const end = stepper.expand(states, from, most * words)
    if (!this.#addEdges((end - from) / words)) return false
    const former = stepper.settle()
    return former === undefined || this.#repack(former)
  }

  /** Without edges. */
  #leave(): boolean {
    if (!this.#makeRoom(1, 0)) return false
    this.#lists.endNode(-1)
    return true
  }

  /** Of so many states; where memory is used up, of those whose successors all have numbers. */
  #addEdges(states: number): boolean {
    const { batch, batchLength, by, ends, layout } = this.#stepper
    const { words } = layout
    if (!this.#makeRoom(states, batchLength / words)) return false
    if (this.#targets.length * words < batch.length) this.#targets = new Int32Array(batch.length / words)
    const [targets, more] = [this.#targets, this.#putStandIns()]
    const numbered = this.#numbered.addAll(batch, 0, batchLength, targets, 0)
    for (let state = 0, edge = 0; state < states && (ends[state] as number) <= numbered; state++) {
      let owed = 0
      for (const end = (ends[state] as number) / words; edge < end; edge++) {
        const label = (by[edge] as number) | (more === undefined ? 0 : at(more, edge) << By.firstAction) // one a successor
        if ((label & By.voluntary) === 0) owed |= 1 << label // its lowest five bits
        this.#lists.add(targets[edge] as number, label)
      }
      this.#lists.endNode(owed)
    }
    return numbered === batchLength
  }

  /** What labels say of each successor besides. */
  #putStandIns(): readonly number[] | undefined {
    const standIns = this.#standIns
    if (standIns === undefined) return undefined
    const { batch, batchLength, layout } = this.#stepper
    const more: number[] = []
    for (let place = 0; place < batchLength; place += layout.words) more.push(standIns.put(batch, place))
    return more
  }

  #makeRoom(states: number, edges: number): boolean {
    return this.#lists.makeRoom(states, edges, this.#storableBytes - this.#numbered.storedBytes)
  }

  /** Moves all states to the layout of tables that have grown, their numbers unchanged. */
  #repack(from: Layout): boolean {
    const { layout } = this.#stepper
    this.#standIns?.prepare(layout)
    const moved = new NumberedStates(layout.words, this.#storableBytes - this.#numbered.storedBytes)
    const state = new Int32Array(layout.words)
    for (let number = 0; number < this.#numbered.size; number++) {
      repack(from, this.#numbered.states, number * from.words, layout, state, 0)
      if (moved.add(state, 0) < 0) return false
    }
    this.#numbered = moved
    return true
  }

  get #storableBytes(): number {
    return this.#meter.storableBytes - this.#stepper.storedBytes
  }

  get #progress(): Meter['progress'] {
    const { nodes, edges, storedBytes } = this.#lists
    const { size } = this.#numbered
    return {
      states: size,
      edges,
      depth: this.#depth,
      waiting: size - nodes,
      storedBytes: storedBytes + this.#numbered.storedBytes + this.#stepper.storedBytes,
    }
  }
}
