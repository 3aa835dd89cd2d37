/**
 * The second pass of a breadth-first search that found a violation at depth d: explores to depth d again, now with a number for each state
 * (in order of discovery, so that a level is a range of numbers) and, for each state and each thread that can have stepped to it last, the fewest
 * changes of the running thread among the shortest runs. Every shortest run to a state of level k + 1 has its last step from level k,
 * so one sweep over the levels computes it; a second sweep, backwards, finds the run. It ends in any state of level d with the same violation.
 * Without memory for the costs it keeps one parent a state instead; the run is then one of the shortest.
 */
import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Finding, Findings } from '../findings/findings.ts'
import { GrowingWords } from '../states/growing-words.ts'
import { initialState, pack, type UnpackedState, unpack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import { By } from '../steps/by.ts'
import type { Canoniser } from '../steps/canoniser.ts'
import { Coverage } from '../steps/coverage.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import { Stepper } from '../steps/stepper.ts'

/** States from the initial one on, and who stepped to each of the later ones, where that is known. */
export type Run = {
  readonly states: readonly UnpackedState[]
  readonly threads: readonly ThreadIndex[] | undefined
  readonly hasFewestSwitches: boolean
  /** False for a run that was found otherwise. */
  readonly isShortest?: boolean
}

export type ShortestRunOptions = {
  readonly program: Program
  readonly findings: Findings
  readonly finding: Finding
  readonly limitBytes: number
  readonly meter: Meter
  readonly chooser: ThreadChooser | undefined
  readonly symmetry?: Canoniser | undefined
}

const workOfState = 4
/** By what is kept of states grows. */
const GROWTH = 1.5
/** No shortest run ends with this thread. */
const NEVER = 0xffff
/** No parent is known yet. */
const NOBODY = -1
/** What is kept is also read as halves of words, and an array has no more than 2^32 of them. */
const LIMIT_OF_KEPT = 2 ** 33

/** What ended a pass before its end: an id without room in its slot (the tables have grown: try again), or the memory limit. */
type Cut = 'layout' | 'memory'

/** Undefined if there is no memory for any run. */
export function* findShortestRun(options: ShortestRunOptions): Task<Run | undefined> {
  let hasFewestSwitches = options.symmetry === undefined // in canonical forms a thread has no name
  for (;;) {
    const run = yield* new Pass(options, hasFewestSwitches).search()
    if (typeof run === 'object') return run
    if (run === 'memory' && !hasFewestSwitches) return undefined
    if (run === 'memory') hasFewestSwitches = false
  }
}

class Pass {
  readonly #options: ShortestRunOptions
  readonly #keepsCosts: boolean
  readonly #threadCount: number
  readonly #stepper: Stepper
  readonly #numbered: NumberedStates
  /** Number of the first state of each level. */
  readonly #levels: number[] = [0]
  /** By state the costs of its threads, two a word; or, if costs are not kept, its parent. */
  readonly #kept: GrowingWords
  #costs: Uint16Array = new Uint16Array(0)
  #isOutOfMemory = false

  constructor(options: ShortestRunOptions, keepsCosts: boolean) {
    this.#options = options
    this.#keepsCosts = keepsCosts
    const { program, chooser, symmetry } = options
    this.#threadCount = program.ir.threads.length
    const coverage = new Coverage(this.#threadCount)
    this.#stepper = new Stepper({ program, coverage, marksAll: false, recordsThreads: true, chooser, symmetry })
    const { layout } = this.#stepper
    this.#numbered = new NumberedStates(layout.words, options.limitBytes)
    this.#kept = new GrowingWords(0, Math.min(options.limitBytes, LIMIT_OF_KEPT))
    const initial = new Int32Array(layout.words)
    pack(layout, initialState(program.ir), initial, 0)
    this.#numbered.add(initial, 0)
    this.#makeRoom()
    if (keepsCosts) this.#costs.fill(0, 0, this.#threadCount)
  }

  *search(): Task<Run | Cut> {
    const { depth } = this.#options.finding
    for (let level = 0; level < depth; level++) {
      const stopped = yield* this.#sweep(level, (from, to, thread) => this.#reach(from, to, thread))
      if (stopped !== undefined) return stopped
      this.#levels.push(this.#numbered.nextLevelStart)
    }
    const found = yield* this.#findEnd()
    if (typeof found !== 'object') return found
    return this.#keepsCosts ? yield* this.#followCosts(found) : this.#followParents(found.state)
  }

  /** Calls back with each edge from a level, by numbers of states. States not seen before are added to the next level. */
  *#sweep(level: number, visit: (from: number, to: number, thread: ThreadIndex) => void): Task<Cut | undefined> {
    const { words } = this.#stepper.layout
    const { meter } = this.#options
    const start = at(this.#levels, level, 'levels')
    const end = this.#levels[level + 1] ?? this.#numbered.size
    this.#numbered.nextLevelStart = end
    for (let state = start; state < end; state++) {
      meter.spend(workOfState)
      if (meter.isDue) yield* meter.pause()
      const stopped = this.#expand(state)
      if (stopped !== undefined) return stopped
      for (let at = 0; at < this.#stepper.batchLength; at += words) {
        const to = this.#numbered.add(this.#stepper.batch, at)
        if (to < 0) return 'memory'
        visit(state, to, (this.#stepper.by[at / words] as number) & By.thread) // one a successor
        if (this.#isOutOfMemory) return 'memory'
      }
    }
    return undefined
  }

  #expand(state: number): Cut | undefined {
    const at = state * this.#stepper.layout.words
    while (this.#stepper.expandOne(this.#numbered.states, at) === at) {
      if (this.#stepper.settle() !== undefined) return 'layout'
    }
    return undefined
  }

  /** Records an edge in the forward sweep. */
  #reach(from: number, to: number, thread: ThreadIndex): void {
    if (to < this.#numbered.nextLevelStart || !this.#makeRoom()) return
    if (!this.#keepsCosts) {
      const parents = this.#kept.array
      if (parents[to] === NOBODY) parents[to] = from
      return
    }
    const cost = this.#costOf(from, thread)
    const at = to * this.#threadCount + thread
    if (cost < (this.#costs[at] as number)) this.#costs[at] = cost
  }

  /** Fewest switches of a shortest run to `from` followed by a step of `thread`. */
  #costOf(from: number, thread: ThreadIndex): number {
    let least = NEVER
    const at = from * this.#threadCount
    for (let last = 0; last < this.#threadCount; last++)
      least = Math.min(least, (this.#costs[at + last] as number) + (last === thread ? 0 : 1))
    return least
  }

  *#findEnd(): Task<{ state: number; thread: ThreadIndex; cost: number } | Cut> {
    const { finding, findings, meter } = this.#options
    const { words } = this.#stepper.layout
    let best: { state: number; thread: ThreadIndex; cost: number } | undefined
    const start = at(this.#levels, finding.depth, 'levels')
    for (let state = start; state < this.#numbered.size; state++) {
      meter.spend(workOfState)
      if (meter.isDue) yield* meter.pause()
      if (finding.violation.kind === 'deadlock') {
        const stopped = this.#expand(state)
        if (stopped !== undefined) return stopped
      }
      const isStuck = finding.violation.kind === 'deadlock' && this.#stepper.stuck.length > 0
      if (
        !findings.violatesAlike(finding.violation, this.#stepper.layout, this.#numbered.states, state * words, isStuck)
      )
        continue
      for (let thread = 0; thread < this.#threadCount; thread++) {
        const cost = this.#keepsCosts ? (this.#costs[state * this.#threadCount + thread] as number) : 0
        if (best === undefined || cost < best.cost) best = { state, thread, cost }
      }
    }
    if (best === undefined) throw new InternalError('the second pass does not meet the violation of the first')
    return best
  }

  *#followCosts(end: { state: number; thread: ThreadIndex; cost: number }): Task<Run | Cut> {
    let { state, thread, cost } = end
    const states = [this.#unpack(state)]
    const threads: ThreadIndex[] = []
    for (let level = this.#options.finding.depth - 1; level >= 0; level--) {
      let found: { state: number; thread: ThreadIndex; cost: number } | undefined
      const target = state
      const by = thread
      const stopped = yield* this.#sweep(level, (from, to, stepped) => {
        if (found !== undefined || to !== target || stepped !== by) return
        for (let last = 0; last < this.#threadCount; last++) {
          const before = this.#costs[from * this.#threadCount + last] as number
          if (before + (last === by ? 0 : 1) === cost) found ??= { state: from, thread: last, cost: before }
        }
      })
      if (stopped !== undefined) return stopped
      if (found === undefined) throw new InternalError('no predecessor on a shortest run')
      threads.unshift(by)
      ;({ state, thread, cost } = found)
      states.unshift(this.#unpack(state))
    }
    return { states, threads, hasFewestSwitches: true }
  }

  #followParents(end: number): Run {
    const states = [this.#unpack(end)]
    for (let state = end; state > 0; ) {
      state = at(this.#kept.array, state, 'parents')
      states.unshift(this.#unpack(state))
    }
    return { states, threads: undefined, hasFewestSwitches: false }
  }

  #unpack(state: number): UnpackedState {
    return unpack(this.#stepper.layout, this.#numbered.states, state * this.#stepper.layout.words)
  }

  /** Room for what is kept of each state. */
  #makeRoom(): boolean {
    const { size } = this.#numbered
    const needed = this.#keepsCosts ? Math.ceil((size * this.#threadCount) / 2) : size
    const before = this.#kept.length
    if (needed <= before) return true
    const length = Math.max(Math.ceil(GROWTH * needed), 1 << 11)
    const bytes = this.#numbered.storedBytes + this.#stepper.storedBytes + this.#kept.bytesToReach(length)
    this.#isOutOfMemory = bytes > this.#options.limitBytes || !this.#kept.reach(length)
    if (this.#isOutOfMemory) return false
    this.#kept.array.fill(-1, before, length) // twice `NEVER`, or `NOBODY`
    if (this.#keepsCosts) this.#costs = new Uint16Array(this.#kept.array.buffer)
    return true
  }
}
