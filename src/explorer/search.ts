/**
 * A search in slices: `advance` does some thousand states, so that a caller may look at the clock, print progress or stop in between. The strategy
 * owns the order of states; this file owns limits, the result, and the second pass that finds the counterexample of a breadth-first search.
 */
import type { Program } from '../model/ir.ts'
import { BreadthFirst } from './breadth-first.ts'
import { Coverage } from './coverage.ts'
import { DepthFirst } from './depth-first.ts'
import { Findings } from './findings.ts'
import type { ThreadChooser } from './generate.ts'
import { stepsOf } from './replay.ts'
import type { Limit, SearchResult } from './search-result.ts'
import { findShortestRun, type Run } from './shortest-run.ts'
import type { Strategy } from './strategy.ts'
import type { Counterexample } from './trace.ts'

export type SearchOptions = {
  /** Breadth first by default: its counterexamples are the shortest. */
  readonly strategy?: 'bfs' | 'dfs' | undefined
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
}

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
  #last: Omit<Progress, 'phase'> & { levels: number } = {
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
  #isInterrupted = false

  constructor(program: Program, options: SearchOptions) {
    this.#program = program
    this.#options = options
    this.#coverage = new Coverage(program.ir.threads.length)
    this.#findings = new Findings(program)
    this.#startMs = options.clock?.() ?? 0
    const { chooser, limitBytes = Number.POSITIVE_INFINITY, stopAtFirst = true } = options
    const create = options.strategy === 'dfs' ? DepthFirst : BreadthFirst
    const context = { program, coverage: this.#coverage, findings: this.#findings, stopAtFirst, limitBytes, chooser }
    this.#strategy = new create(context)
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
    const { states, edges, levels, storedBytes } = this.#strategy ?? this.#last
    const violation = this.#findings.first?.violation
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
      else if (end === 'memory') this.#limit = end
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
    const { states, edges, depth, waiting, storedBytes, levels } = strategy
    this.#last = { states, edges, depth, waiting, storedBytes, levels }
    this.#strategy = undefined // its memory is needed for the second pass
    const first = this.#findings.first
    this.#phase = 'done'
    if (first === undefined || this.#options.wantsCounterexample === false) return
    if (strategy.path !== undefined) {
      const steps = stepsOf(this.#program, { states: strategy.path, threads: undefined })
      this.#counterexample = { steps, isShortest: first.depth === 0, hasFewestSwitches: first.depth === 0 }
      return
    }
    const { limitBytes = Number.POSITIVE_INFINITY, chooser } = this.#options
    this.#run = findShortestRun({
      program: this.#program,
      findings: this.#findings,
      finding: first,
      limitBytes,
      chooser,
    })
    this.#phase = 'counterexample'
  }

  #follow(): void {
    const next = this.#run?.next()
    if (next?.done === false && !this.#isInterrupted) return
    this.#phase = 'done'
    const run = next?.done === true ? next.value : undefined
    if (run === undefined) return
    const isFull = this.#options.chooser === undefined
    this.#counterexample = {
      steps: stepsOf(this.#program, run),
      isShortest: isFull || this.#findings.first?.violation.kind === 'deadlock',
      hasFewestSwitches: isFull && run.hasFewestSwitches,
    }
  }
}
