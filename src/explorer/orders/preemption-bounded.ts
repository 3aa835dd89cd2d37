/**
 * Preemption-bounded search (Musuvathi, Qadeer: Iterative context bounding for systematic testing of multithreaded programs, PLDI 2007): all runs
 * without a preemption, then all with one, and so on. A preemption is a switch away from a thread that could go on. What is searched are pairs of a
 * state and the thread that stepped to it, breadth first, those of c preemptions before those of c + 1; a pair is expanded once without
 * preemption, and once more, when its turn has come, with one. If none is left to expand so, every state has been seen.
 */
import type { ThreadIndex } from '../../model/ir.ts'
import type { Sample } from '../findings/sample.ts'
import { markedInitial, type UnpackedState } from '../states/layout.ts'
import { NumberList } from '../states/number-list.ts'
import { By } from '../steps/by.ts'
import { Stepper } from '../steps/stepper.ts'
import { PairStates } from './pair-states.ts'
import { SeenStates } from './seen-states.ts'
import type { SearchContext, Strategy } from './strategy.ts'

const PAIRS_PER_STEP = 256

export class PreemptionBounded implements Strategy {
  path: readonly UnpackedState[] | undefined
  readonly isShortened = true
  expanded = 0
  edges = 0
  levels = 1
  /** Steps to the pair being expanded. */
  depth = 0
  readonly #context: SearchContext
  readonly #bound: number
  readonly #stepper: Stepper
  readonly #seen: SeenStates
  readonly #pairs: PairStates
  /** Preemptions of the runs that are being searched. */
  #preemptions = 0
  /** Pairs before it have been expanded without a preemption. */
  #next = 0
  /** Pairs to expand with the last preemption of those allowed now, and with one more; of the former those before `#nextPreempted` have been. */
  #preempted: NumberList
  #nextPreempted = 0
  #preemptible: NumberList
  readonly #stuck: SeenStates
  #limit: 'memory' | 'states' | undefined

  constructor(context: SearchContext, bound: number) {
    this.#context = context
    this.#bound = bound
    const { program, coverage, stopAtFirst } = context
    this.#stepper = new Stepper({ program, coverage, marksAll: !stopAtFirst, recordsThreads: true })
    const { layout } = this.#stepper
    this.#seen = new SeenStates(layout, context)
    this.#pairs = new PairStates(layout, context.limitBytes)
    this.#stuck = new SeenStates(layout, { limitBytes: context.limitBytes })
    this.#preempted = new NumberList(context.limitBytes)
    this.#preemptible = new NumberList(context.limitBytes)
    this.#reach(markedInitial(layout, program.ir), 0, -1, -1)
  }

  get states(): number {
    return this.#seen.size
  }

  get waiting(): number {
    return this.#pairs.size - this.#next
  }

  get storedBytes(): number {
    const states = this.#seen.storedBytes + this.#stuck.storedBytes + this.#pairs.storedBytes
    return states + this.#preempted.storedBytes + this.#preemptible.storedBytes + this.#stepper.storedBytes
  }

  get sample(): Sample {
    return { kind: 'preemption bound', preemptions: this.#preemptions }
  }

  step(): ReturnType<Strategy['step']> {
    for (let count = 0; count < PAIRS_PER_STEP; count++) {
      if (this.#context.stopAtFirst && this.#context.findings.first !== undefined) return 'done'
      if (this.storedBytes > this.#context.limitBytes) this.#limit = 'memory'
      if (this.#limit !== undefined) return this.#limit
      if (this.#nextPreempted < this.#preempted.size) this.#expand(this.#preempted.at(this.#nextPreempted++), true)
      else if (this.#next < this.#pairs.size) this.#expand(this.#next++, false)
      else if (this.#preemptible.size === 0) return 'done'
      else if (this.#preemptions === this.#bound) return 'bound'
      else this.#preemptOnce()
    }
    return 'more'
  }

  /** The runs with one preemption more begin. */
  #preemptOnce(): void {
    this.#preemptions++
    this.#preempted = this.#preemptible
    this.#nextPreempted = 0
    this.#preemptible = new NumberList(this.#context.limitBytes)
  }

  #expand(pair: number, isPreempted: boolean): void {
    this.depth = this.#pairs.depthOf(pair)
    this.#computeSuccessors(pair)
    const { words } = this.#stepper.layout
    const { batchLength, by, stuck } = this.#stepper
    const successors = batchLength / words
    if (!isPreempted) {
      this.expanded++
      this.edges += successors
      if (stuck.length > 0) this.#lookStuck(pair)
    }
    const last = this.#pairs.threadOf(pair)
    const threads = by.subarray(0, successors).map((it) => it & By.thread)
    const canGoOn = threads.includes(last)
    const isMixed = canGoOn && threads.some((thread) => thread !== last)
    if (isMixed && !isPreempted && !this.#preemptible.push(pair)) this.#limit = 'memory'
    for (let successor = 0; successor < successors; successor++) {
      const thread = threads[successor] as ThreadIndex // as many threads as successors
      if (canGoOn && (thread === last) === isPreempted) continue
      this.#reach(this.#stepper.batch, successor * words, thread, pair)
    }
  }

  #computeSuccessors(pair: number): void {
    while (this.#stepper.expandOne(this.#pairs.states, this.#pairs.offsetOf(pair)) === this.#pairs.offsetOf(pair)) {
      if (this.#stepper.settle() === undefined) continue
      const { layout } = this.#stepper
      const isMoved =
        this.#pairs.repack(layout) &&
        this.#seen.repack(layout, this.#leftFor(this.#seen)) &&
        this.#stuck.repack(layout, this.#leftFor(this.#stuck))
      if (!isMoved) this.#limit = 'memory'
    }
  }

  #reach(states: Int32Array, at: number, thread: ThreadIndex, from: number): void {
    const pair = this.#pairs.add(states, at, thread, from)
    if (pair === 'full') this.#limit = 'memory'
    if (typeof pair !== 'number') return
    const depth = this.#pairs.depthOf(pair)
    this.levels = Math.max(this.levels, depth + 1)
    const added = this.#seen.add(states, at, this.#leftFor(this.#seen))
    if (added === 'memory' || added === 'states') this.#limit = added
    if (added !== 'marked') return
    const { layout, meetsFailure } = this.#stepper
    this.#noting(pair, () => this.#context.findings.look(layout, states, at, depth, meetsFailure || depth === 0))
  }

  /** Bytes that these may come to. */
  #leftFor(states: SeenStates): number {
    return this.#context.limitBytes - (this.storedBytes - states.storedBytes)
  }

  /** A state is looked at once, whoever stepped to it. */
  #lookStuck(pair: number): void {
    const { layout } = this.#stepper
    const [states, at] = [this.#pairs.states, this.#pairs.offsetOf(pair)]
    const added = this.#stuck.add(states, at, this.#leftFor(this.#stuck))
    if (added === 'memory' || added === 'states') this.#limit = added
    if (added === 'known') return
    this.#noting(pair, () => this.#context.findings.lookStuck(layout, states, at, this.depth))
  }

  /** Keeps the way to the pair if what is looked at is the violation to report. */
  #noting(pair: number, look: () => void): void {
    const before = this.#context.findings.first
    look()
    if (this.#context.findings.first !== before) this.path = this.#pairs.runTo(pair)
  }
}
