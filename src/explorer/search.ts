/**
 * A search: the strategy owns the order of states; this file owns the limits, the result, and the second pass that finds the counterexample of a
 * breadth-first search.
 */
import type { Program } from '../model/ir.ts'
import { Meter, orStopped, Stopped } from '../tasks/meter.ts'
import { finished, type Task } from '../tasks/task.ts'
import { type Finding, Findings } from './findings/findings.ts'
import type { Sample } from './findings/sample.ts'
import type { FoundViolation, Limit, SearchResult, Shown } from './findings/search-result.ts'
import { violationAt } from './findings/violation-at.ts'
import { BreadthFirst } from './orders/breadth-first.ts'
import { DepthFirst } from './orders/depth-first.ts'
import type { SearchContext, Strategy } from './orders/strategy.ts'
import { joinedRun, leastRun, shortened } from './runs/shorten.ts'
import { findShortestRun, type Run } from './runs/shortest-run.ts'
import { stepsOf } from './runs/steps-of.ts'
import type { UnpackedState } from './states/layout.ts'
import type { Canoniser } from './steps/canoniser.ts'
import { Coverage } from './steps/coverage.ts'
import type { ThreadChooser } from './steps/generate.ts'
import { SymmetryRefused } from './steps/refused.ts'
import type { Counterexample } from './steps/schedule.ts'

export type SearchOptions = {
  /** Breadth first by default: its counterexamples are the shortest. */
  readonly strategy?: 'bfs' | 'dfs' | StrategyMaker | undefined
  /** States and steps that may be spent on shortening a run that a strategy came upon by chance. */
  readonly shorteningBudget?: number | undefined
  /** Whether to stop at a violation (default), or to see every state and count what violates. */
  readonly stopAtFirst?: boolean | undefined
  /** Whether to look for a counterexample (default). */
  readonly wantsCounterexample?: boolean | undefined
  /** Stops where one more would be stored than this. */
  readonly limitStates?: number | undefined
  /** Stops before visited set, frontier and step trees grow beyond it; the limit of the meter unless given. */
  readonly limitBytes?: number | undefined
  /** Of time, memory and interrupts. */
  readonly meter?: Meter | undefined
  /** Which threads to expand: a reduction, or of the design itself. */
  readonly chooser?: ThreadChooser | undefined
  /** Reduction: which states are the same but for the names of alike threads. See `reduced/symmetric-search.ts`. */
  readonly symmetry?: Canoniser | undefined
}

/** Of a search whose reductions, if any, are found for it. */
export type PlainSearchOptions = Omit<SearchOptions, 'chooser' | 'symmetry'>

/** Of the searches of `orders/`. */
export type StrategyMaker = (context: SearchContext) => Strategy

/** Searches to the end or to a limit. */
export function runSearch(program: Program, options: SearchOptions = {}): SearchResult {
  return finished(search(program, options))
}

/** The same in slices. @throws ModelError where the design is at fault. */
export function* search(program: Program, options: SearchOptions = {}): Task<SearchResult> {
  const { meter = new Meter(), limitStates = Number.POSITIVE_INFINITY, chooser, symmetry, stopAtFirst = true } = options
  const coverage = new Coverage(program.ir.threads.length)
  const findings = new Findings(program)
  const context: SearchContext = {
    program,
    coverage,
    findings,
    stopAtFirst,
    chooser,
    symmetry,
    limitStates,
    get limitBytes() {
      return options.limitBytes ?? meter.storableBytes
    },
  }
  const work =
    symmetry !== undefined ? workOfEdge.symmetric : chooser !== undefined ? workOfEdge.chosen : workOfEdge.full
  const explored = yield* explore(strategyOf(options.strategy, context), { meter, symmetry, work })
  const { limit, states, edges, levels, storedBytes, sample } = explored
  const first = findings.first
  const its = { ...context, meter, options }
  const way = yield* wayTo(first, explored, its)
  const others = stopAtFirst ? [] : yield* othersShown(explored, its)
  refuse(symmetry)
  const violation = way.violation ?? first?.violation
  return {
    status: violation !== undefined ? 'violated' : limit !== undefined ? 'incomplete' : 'complete',
    ...(limit !== undefined && { limit }),
    states,
    edges,
    levels,
    deadlocks: findings.deadlocks,
    failures: findings.failures,
    properties: findings.properties,
    storedBytes,
    ...(violation !== undefined && { violation }),
    ...(way.counterexample !== undefined && { counterexample: way.counterexample }),
    ...(others.length > 0 && { others }),
    coverage,
    ...(sample !== undefined && { sample }),
  }
}

function strategyOf(strategy: SearchOptions['strategy'], context: SearchContext): Strategy {
  if (typeof strategy === 'function') return strategy(context)
  return strategy === 'dfs' ? new DepthFirst(context) : new BreadthFirst(context)
}

/** What is left of a strategy: its memory is needed for the second pass. */
type Explored = {
  readonly limit: Limit | undefined
  readonly states: number
  readonly edges: number
  readonly levels: number
  readonly storedBytes: number
  readonly sample: Sample | undefined
  readonly path: readonly UnpackedState[] | undefined
  readonly isShortened: boolean
}

type Bounds = {
  readonly meter: Meter
  readonly symmetry: Canoniser | undefined
  readonly work: number
}

/** Of an edge, in the units of the meter; as measured, within a factor of three. */
const workOfEdge = { full: 1 / 5, chosen: 2, symmetric: 4 }

/** @throws SymmetryRefused as soon as the canoniser is found to be none. */
function* explore(strategy: Strategy, { meter, symmetry, work }: Bounds): Task<Explored> {
  let limit: Limit | undefined
  for (let isDone = false; !isDone && limit === undefined; ) {
    const { edges } = strategy
    const end = stepOf(strategy)
    meter.spent += (strategy.edges - edges) * work
    isDone = end === 'done'
    if (end !== 'more' && end !== 'done') limit = end
    if (end !== 'more') continue
    meter.progress = progressOf(strategy)
    const { stop, isDue } = meter
    limit ??= stop
    refuse(symmetry) // a state without an image is expanded again and again
    if (isDue) yield* meter.pause()
  }
  meter.progress = progressOf(strategy)
  refuse(symmetry)
  const { states, edges, levels, storedBytes, sample, path, isShortened = false } = strategy
  return { limit, states, edges, levels, storedBytes, sample, path, isShortened }
}

/** Where a tree of steps gets no more memory, the search does not either. */
function stepOf(strategy: Strategy): ReturnType<Strategy['step']> {
  try {
    return strategy.step()
  } catch (error) {
    if (error instanceof Stopped && error.by === 'memory') return 'memory'
    throw error
  }
}

function refuse(symmetry: Canoniser | undefined): void {
  if (symmetry?.difference !== undefined) throw new SymmetryRefused(symmetry.difference)
}

function progressOf({ states, edges, depth, waiting, storedBytes }: Strategy): Meter['progress'] {
  return { states, edges, depth, waiting, storedBytes }
}

type Way = {
  readonly counterexample?: Counterexample
  /** Under symmetry: with the names of the counterexample. */
  readonly violation?: FoundViolation | undefined
}

type Search = SearchContext & { readonly meter: Meter; readonly options: SearchOptions }

/** The counterexample, unless somebody stopped the search for it. */
function* wayTo(first: Finding | undefined, explored: Explored, its: Search): Task<Way> {
  const { program, chooser, symmetry, meter } = its
  if (first === undefined || its.options.wantsCounterexample === false) return {}
  meter.allowExplaining()
  const run = yield* orStopped(runTo(first, explored, its))
  if (run === undefined || run instanceof Stopped) return {}
  const violation = symmetry === undefined ? undefined : violationAt(program, first.violation, run.states.at(-1))
  const steps = yield* orStopped(stepsOf(program, run, meter))
  if (steps instanceof Stopped) return { violation }
  const isFull = !isReducing(chooser) || explored.isShortened // which is done in full
  return {
    violation,
    counterexample: {
      steps,
      isShortest: run.isShortest !== false && (isFull || first.violation.kind === 'deadlock'),
      hasFewestSwitches: isFull && symmetry === undefined && run.hasFewestSwitches,
    },
  }
}

/** Of a full search: the depths of others do not hold in all states. */
function* othersShown({ path }: Explored, its: Search): Task<Shown[]> {
  const { program, findings, limitBytes, meter, options, chooser, symmetry } = its
  if (options.wantsCounterexample === false || chooser !== undefined || symmetry !== undefined) return []
  const shown: Shown[] = []
  for (const finding of findings.others) {
    const run = yield* orStopped(leastRun({ program, findings, finding, limitBytes, meter }, path !== undefined))
    if (run === undefined || run instanceof Stopped) continue
    const steps = yield* orStopped(stepsOf(program, run, meter))
    if (steps instanceof Stopped) continue
    const { violation } = finding
    shown.push({ violation, counterexample: { steps, isShortest: true, hasFewestSwitches: run.hasFewestSwitches } })
  }
  return shown
}

function* runTo(first: Finding, { path, isShortened }: Explored, its: Search): Task<Run | undefined> {
  const { program, findings, limitBytes, chooser, symmetry, meter, options } = its
  if (path !== undefined && isShortened && chooser !== undefined && !isReducing(chooser)) return asFound(path, false)
  if (path !== undefined && isShortened) {
    const shorter = yield* orStopped(
      shortened({ program, findings, finding: first, path, limitBytes, meter, budget: options.shorteningBudget }),
    )
    return shorter instanceof Stopped ? asFound(path, false) : shorter
  }
  if (path !== undefined) return real(asFound(path, first.depth === 0), symmetry)
  const run = yield* findShortestRun({ program, findings, finding: first, limitBytes, meter, chooser, symmetry })
  if (run === undefined || (!isReducing(chooser) && symmetry === undefined)) return run
  const named = real(run, symmetry)
  const violation = violationAt(program, first.violation, named.states.at(-1))
  const joined = yield* orStopped(joinedRun(program, findings, violation, named, meter))
  return joined instanceof Stopped ? named : { ...run, ...joined }
}

function isReducing(chooser: ThreadChooser | undefined): boolean {
  return chooser !== undefined && !('isOfDesign' in chooser)
}

function asFound(states: readonly UnpackedState[], isShortest: boolean): Run {
  return { states, threads: undefined, hasFewestSwitches: isShortest, isShortest }
}

/** With the threads that stepped, where the run is known up to their names. */
function real(run: Run, symmetry: Canoniser | undefined): Run {
  return symmetry === undefined ? run : { ...run, ...symmetry.realRun(run.states) }
}
