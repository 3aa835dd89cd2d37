/**
 * Runs from the initial state, one after the other, each to its end or for so many steps; a scheduler says who steps, chance which of its outcomes
 * comes about. Every state on the way is looked at. A run is kept as the turns that replay it. With a reduction only threads of the chosen set step.
 */
import { existing } from '../../errors/at.ts'
import type { Ir, ThreadIndex } from '../../model/ir.ts'
import type { Sample } from '../findings/sample.ts'
import { type UnpackedState, withMark } from '../states/layout.ts'
import { type Turn, Walk } from '../steps/walk.ts'
import { CircleWatch } from './circle-watch.ts'
import type { Random } from './random.ts'
import type { Scheduler } from './scheduler.ts'
import { SeenStates } from './seen-states.ts'
import type { SearchContext, Strategy } from './strategy.ts'

const STEPS_PER_STEP = 1 << 10

export type RunBounds = { readonly runs: number; readonly stepsPerRun: number }

/** What the runs have covered so far. */
export type Covered = { readonly runs: number; readonly steps: number; readonly longestRun: number }

export type RandomRunsOptions = {
  readonly random: Random
  readonly scheduler: (ir: Ir) => Scheduler
  readonly bounds: RunBounds
  readonly sample: (covered: Covered) => Sample
}

export class RandomRuns implements Strategy {
  path: readonly UnpackedState[] | undefined
  readonly isShortened = true
  readonly waiting = 0
  /** Runs that have ended. */
  #runs = 0
  #steps = 0
  #longestRun = 0
  readonly #context: SearchContext
  readonly #options: RandomRunsOptions
  readonly #scheduler: Scheduler
  readonly #walk: Walk
  readonly #seen: SeenStates
  readonly #watch = new CircleWatch()
  /** Of the run that is going on. */
  #turns: Turn[] = []
  #last: ThreadIndex = -1
  #limit: 'memory' | 'states' | undefined

  constructor(context: SearchContext, options: RandomRunsOptions) {
    const { program, coverage, stopAtFirst, chooser } = context
    this.#context = context
    this.#options = options
    this.#scheduler = options.scheduler(program.ir)
    this.#walk = new Walk(program, coverage, !stopAtFirst, chooser)
    this.#seen = new SeenStates(this.#walk.layout, context)
    this.#begin()
    this.#look(withMark(this.#walk.state.slice()), 0)
  }

  get states(): number {
    return this.#seen.size
  }

  get expanded(): number {
    return this.#steps
  }

  /** Steps taken, each counted as often as it was. */
  get edges(): number {
    return this.#steps
  }

  get levels(): number {
    return this.#longestRun + 1
  }

  get depth(): number {
    return this.#turns.length
  }

  get storedBytes(): number {
    return this.#seen.storedBytes + this.#walk.storedBytes
  }

  /** That states may take. */
  get #seenBytes(): number {
    return this.#context.limitBytes - this.#walk.storedBytes
  }

  get sample(): Sample {
    const { findings, stopAtFirst } = this.#context
    const isOver = stopAtFirst && findings.first !== undefined // the run that is going on has come to its end, too
    return this.#options.sample({
      runs: this.#runs + (isOver ? 1 : 0),
      steps: this.#steps,
      longestRun: isOver ? Math.max(this.#longestRun, this.#turns.length) : this.#longestRun,
    })
  }

  step(): ReturnType<Strategy['step']> {
    const { findings, stopAtFirst, limitBytes } = this.#context
    for (let count = 0; count < STEPS_PER_STEP; count++) {
      if (stopAtFirst && findings.first !== undefined) return 'done'
      if (this.#runs === this.#options.bounds.runs) return 'bound'
      if (this.storedBytes > limitBytes) this.#limit = 'memory'
      if (this.#limit !== undefined) return this.#limit
      this.#takeStep()
    }
    return 'more'
  }

  #takeStep(): void {
    const successors = this.#walk.expand((to) => {
      if (!this.#seen.repack(to, this.#seenBytes)) this.#limit = 'memory'
      this.#watch.restart(this.#walk.state)
    })
    if (this.#walk.isStuck)
      this.#noting(() => this.#context.findings.lookStuck(this.#walk.layout, this.#walk.state, 0, this.depth))
    if (successors === 0 || this.#turns.length === this.#options.bounds.stepsPerRun) this.#end()
    else {
      const thread = this.#scheduler.choose(this.#enabled(successors), this.#turns.length + 1)
      this.#take(this.#successorBy(thread, successors), thread)
    }
  }

  #take(successor: number, thread: ThreadIndex): void {
    this.#turns.push(this.#walk.turnOf(successor))
    this.#steps++
    this.#look(this.#walk.batch, successor * this.#walk.layout.words)
    if (thread !== this.#last) this.#watch.restart(this.#walk.state)
    this.#last = thread
    this.#walk.take(successor)
    if (!this.#watch.isBack(this.#walk.state)) return
    this.#scheduler.circled(thread)
    this.#watch.restart(this.#walk.state)
  }

  #enabled(successors: number): ThreadIndex[] {
    const enabled: ThreadIndex[] = []
    for (let successor = 0; successor < successors; successor++) {
      const thread = this.#walk.threadOf(successor)
      if (enabled.at(-1) !== thread) enabled.push(thread)
    }
    return enabled
  }

  #successorBy(thread: ThreadIndex, successors: number): number {
    let first = 0
    while (this.#walk.threadOf(first) !== thread) first++
    let end = first
    while (end < successors && this.#walk.threadOf(end) === thread) end++
    return end - first === 1 ? first : first + this.#options.random.below(end - first)
  }

  #look(states: Int32Array, at: number): void {
    const added = this.#seen.add(states, at, this.#seenBytes)
    if (added === 'memory' || added === 'states') this.#limit = added
    if (added !== 'marked') return
    const { layout, meetsFailure } = this.#walk
    this.#noting(() => this.#context.findings.look(layout, states, at, this.depth, meetsFailure || this.depth === 0))
  }

  /** Keeps the run if what is looked at is the violation to report. */
  #noting(look: () => void): void {
    const { findings, program, coverage } = this.#context
    const before = findings.first
    look()
    if (findings.first === before) return
    const walk = new Walk(program, coverage, false)
    this.path = [walk.here(), ...this.#turns.map((turn) => followed(walk, turn))]
  }

  #begin(): void {
    this.#walk.restart()
    this.#scheduler.begin()
    this.#turns = []
    this.#last = -1
  }

  #end(): void {
    this.#longestRun = Math.max(this.#longestRun, this.#turns.length)
    this.#runs++
    this.#begin()
  }
}

function followed(walk: Walk, turn: Turn): UnpackedState {
  walk.take(existing(walk.successorOf(turn, walk.expand()), 'a step that was taken before'))
  return walk.here()
}
