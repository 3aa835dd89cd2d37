/**
 * A search in slices: `advance` does some thousand states, so that a caller may look at the clock, print progress or stop in between. The strategy
 * owns the order of states; this file owns limits, the result, and the second pass that finds the counterexample of a breadth-first search.
 */
import type { Program } from '../model/ir.ts'
import { type Finding, Findings } from './findings/findings.ts'
import type { Sample } from './findings/sample.ts'
import type { FoundViolation, Limit, SearchResult } from './findings/search-result.ts'
import { violationAt } from './findings/violation-at.ts'
import { BreadthFirst } from './orders/breadth-first.ts'
import { DepthFirst } from './orders/depth-first.ts'
import type { SearchContext, Strategy } from './orders/strategy.ts'
import { joinedRun, shortened } from './runs/shorten.ts'
import { findShortestRun, type Run } from './runs/shortest-run.ts'
import { stepsOf } from './runs/steps-of.ts'
import type { UnpackedState } from './states/layout.ts'
import type { Canoniser } from './steps/canoniser.ts'
import { Coverage } from './steps/coverage.ts'
import type { ThreadChooser } from './steps/generate.ts'
import type { Counterexample } from './steps/trace.ts'

export type SearchOptions = {
  /** Breadth first by default: its counterexamples are the shortest. */
  readonly strategy?: 'bfs' | 'dfs' | StrategyMaker | undefined
  /** States and steps that may be spent on shortening a run that a strategy came upon by chance. */
  readonly shorteningBudget?: number | undefined
  /** Whether to stop at a violation (default), or to see every state and count what violates. */
  readonly stopAtFirst?: boolean | undefined
  /** Whether to look for a counterexample (default). */
  readonly wantsCounterexample?: boolean | undefined
  /** Stops when more states than this are stored, after the batch that passed it. */
  readonly limitStates?: number | undefined
  /** Stops before visited set, frontier and step trees grow beyond it. */
  readonly limitBytes?: number | undefined
  /** Stops after this time by `clock`, looked at once a slice. */
  readonly limitMs?: number | undefined
  /** Milliseconds from any origin. */
  readonly clock?: (() => number) | undefined
  /** Reduction: which threads to expand. */
  readonly chooser?: ThreadChooser | undefined
  /** Reduction: which states are the same but for the names of alike threads. See `reduced/symmetric-search.ts`. */
  readonly symmetry?: Canoniser | undefined
}

/** Of the searches of `random/`. */
export type StrategyMaker = (context: SearchContext) => Strategy

export type Progress = {
  readonly phase: 'search' | 'counterexample' | 'done'
  readonly states: number
  readonly edges: number
  /** Levels begun (breadth first), or the depth of the stack. */
  readonly depth: number
  /** States met and not yet expanded. */
  readonly waiting: number
  readonly storedBytes: number
}

export type Search = {
  /** Does one slice; false when there is nothing left to do. @throws ModelError where the design is at fault. */
  advance(): boolean
  /** Ends the search at the next `advance`; what was done so far stays in the result. */
  interrupt(): void
  progress(): Progress
  /** The result so far; final once `advance` has answered false. */
  result(): SearchResult
}

/** What is left of the time limit of a search that is one of several, the first of which began at `startMs`. */
export function timeLeftMs({ clock, limitMs }: SearchOptions, startMs: number): number | undefined {
  return clock !== undefined && limitMs !== undefined ? limitMs - (clock() - startMs) : limitMs
}

const STATES_PER_SLICE = 1 << 13

export function startSearch(program: Program, options: SearchOptions = {}): Search {
  return new SlicedSearch(program, options)
}

/** Searches to the end or to a limit. */
export function runSearch(program: Program, options: SearchOptions = {}): SearchResult {
  const search = startSearch(program, options)
  while (search.advance());
  return search.result()
}

class SlicedSearch implements Search {
  readonly #program: Program
  readonly #options: SearchOptions
  readonly #coverage: Coverage
  readonly #findings: Findings
  readonly #startMs: number
  #strategy: Strategy | undefined
  #last: Omit<Progress, 'phase'> & { levels: number; sample?: Sample | undefined } = {
    states: 0,
    edges: 0,
    depth: 0,
    waiting: 0,
    storedBytes: 0,
    levels: 0,
  }
  #run: Generator<undefined, Run | undefined> | undefined
  #phase: Progress['phase'] = 'search'
  #limit: Limit | undefined
  #counterexample: Counterexample | undefined
  /** The run as it was found, where it is to be shortened. */
  #unshortened: readonly UnpackedState[] | undefined
  /** Under symmetry: with the names of the counterexample. */
  #violation: FoundViolation | undefined
  #isInterrupted = false

  constructor(program: Program, options: SearchOptions) {
    this.#program = program
    this.#options = options
    this.#coverage = new Coverage(program.ir.threads.length)
    this.#findings = new Findings(program)
    this.#startMs = options.clock?.() ?? 0
    const { chooser, symmetry, limitBytes = Number.POSITIVE_INFINITY, stopAtFirst = true } = options
    const [coverage, findings] = [this.#coverage, this.#findings]
    const context = { program, coverage, findings, stopAtFirst, limitBytes, chooser, symmetry }
    this.#strategy = strategyOf(options.strategy, context)
  }

  advance(): boolean {
    if (this.#phase === 'search') this.#search()
    else if (this.#phase === 'counterexample') this.#follow()
    return this.#phase !== 'done'
  }

  interrupt(): void {
    this.#isInterrupted = true
  }

  progress(): Progress {
    const { states, edges, depth, waiting, storedBytes } = this.#strategy ?? this.#last
    return { phase: this.#phase, states, edges, depth, waiting, storedBytes }
  }

  result(): SearchResult {
    const { states, edges, levels, storedBytes, sample } = this.#strategy ?? this.#last
    const violation = this.#violation ?? this.#findings.first?.violation
    const limit = this.#limit ?? (this.#phase === 'search' ? 'interrupt' : undefined)
    return {
      status: violation !== undefined ? 'violated' : limit !== undefined ? 'incomplete' : 'complete',
      ...(limit !== undefined && { limit }),
      states,
      edges,
      levels,
      deadlocks: this.#findings.deadlocks,
      failures: this.#findings.failures,
      properties: this.#findings.properties,
      storedBytes,
      ...(violation !== undefined && { violation }),
      ...(this.#counterexample !== undefined && { counterexample: this.#counterexample }),
      coverage: this.#coverage,
      ...(sample !== undefined && { sample }),
    }
  }

  #search(): void {
    const strategy = this.#strategy
    if (strategy === undefined) return
    const until = strategy.expanded + STATES_PER_SLICE
    let isDone = false
    while (!isDone && this.#limit === undefined && strategy.expanded < until) {
      const end = strategy.step()
      if (end === 'done') isDone = true
      else if (end !== 'more') this.#limit = end
      else if (strategy.states > (this.#options.limitStates ?? Number.POSITIVE_INFINITY)) this.#limit = 'states'
    }
    if (!isDone && this.#isInterrupted) this.#limit ??= 'interrupt'
    if (!isDone && this.#isLate()) this.#limit ??= 'time'
    if (isDone || this.#limit !== undefined) this.#endSearch(strategy)
  }

  #isLate(): boolean {
    const { clock, limitMs } = this.#options
    return clock !== undefined && limitMs !== undefined && clock() - this.#startMs > limitMs
  }

  #endSearch(strategy: Strategy): void {
    const { states, edges, depth, waiting, storedBytes, levels, sample } = strategy
    this.#last = { states, edges, depth, waiting, storedBytes, levels, sample }
    this.#strategy = undefined // its memory is needed for the second pass
    const first = this.#findings.first
    this.#phase = 'done'
    if (first === undefined || this.#options.wantsCounterexample === false) return
    if (strategy.path !== undefined && strategy.isShortened === true) {
      this.#shorten(first, strategy.path)
      return
    }
    if (strategy.path !== undefined) {
      const steps = stepsOf(this.#program, this.#real({ states: strategy.path, threads: undefined }))
      this.#counterexample = { steps, isShortest: first.depth === 0, hasFewestSwitches: first.depth === 0 }
      return
    }
    const { limitBytes = Number.POSITIVE_INFINITY, chooser, symmetry } = this.#options
    const [program, findings] = [this.#program, this.#findings]
    const run = findShortestRun({ program, findings, finding: first, limitBytes, chooser, symmetry })
    this.#run = chooser === undefined && symmetry === undefined ? run : this.#joined(run)
    this.#phase = 'counterexample'
  }

  /** A run of a reduced search, which knows little of thread switches. */
  *#joined(reduced: Generator<undefined, Run | undefined>): Generator<undefined, Run | undefined> {
    const run = yield* reduced
    if (run === undefined) return undefined
    const real = this.#real(run)
    const violation = this.#violation ?? this.#findings.first?.violation
    if (violation === undefined) return undefined
    return { ...run, ...(yield* joinedRun(this.#program, this.#findings, violation, real)) }
  }

  #shorten(finding: Finding, path: readonly UnpackedState[]): void {
    const { limitBytes = Number.POSITIVE_INFINITY, shorteningBudget: budget } = this.#options
    this.#unshortened = path
    this.#run = shortened({ program: this.#program, findings: this.#findings, finding, path, limitBytes, budget })
    this.#phase = 'counterexample'
  }

  /** With the threads that stepped, where the run is known up to their names. */
  #real(run: Pick<Run, 'states' | 'threads'>): Pick<Run, 'states' | 'threads'> {
    const { symmetry } = this.#options
    if (symmetry === undefined) return run
    const real = symmetry.realRun(run.states)
    const violation = this.#findings.first?.violation
    if (violation !== undefined) this.#violation = violationAt(this.#program, violation, real.states.at(-1))
    return real
  }

  #follow(): void {
    const next = this.#run?.next()
    if (next?.done === false && !this.#isInterrupted) return
    this.#phase = 'done'
    const run = next?.done === true ? next.value : this.#asFound()
    if (run === undefined) return
    const isFull = this.#options.chooser === undefined
    this.#counterexample = {
      steps: stepsOf(this.#program, run),
      isShortest: run.isShortest !== false && (isFull || this.#findings.first?.violation.kind === 'deadlock'),
      hasFewestSwitches: isFull && this.#options.symmetry === undefined && run.hasFewestSwitches,
    }
  }

  #asFound(): Run | undefined {
    const states = this.#unshortened
    return states && { states, threads: undefined, hasFewestSwitches: false, isShortest: false }
  }
}

function strategyOf(strategy: SearchOptions['strategy'], context: SearchContext): Strategy {
  if (typeof strategy === 'function') return strategy(context)
  return strategy === 'dfs' ? new DepthFirst(context) : new BreadthFirst(context)
}
