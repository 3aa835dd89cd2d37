import { ModelError } from '../errors/model-error.ts'
import { type CheckedReduction, checkReduction, notChecked } from '../explorer/audit/check-reduction.ts'
import { type ReducedSearch, type ReductionKind, startReducedSearch } from '../explorer/reduced/reduction.ts'
import { type SearchOptions, timeLeftMs } from '../explorer/search.ts'
import { type Compiled, compileInSlices } from '../model/compile/compile.ts'
import type { System } from '../model/language/system.ts'
import { NativeRun } from '../model/run/native-run.ts'
import { withPoison } from '../model/run/poison.ts'
import { isProtected } from '../model/values/protections.ts'
import type { Trace, Verdict } from '../verdict/verdict.ts'
import { parseSchedule } from './explain/schedule.ts'
import { follow, stuckThreads } from './explain/trace.ts'
import { unwitnessed, violationOf } from './explain/violation.ts'
import { fewWalks, nativeWalks, type WalkBudget, walkBudget } from './native-walks.ts'
import { type SearchKind, searchName, strategyOf } from './searches.ts'
import { type Measured, verdictOf } from './verdict-of.ts'
import { refuseReducers } from './warnings/unchanged.ts'

export type CheckOptions = {
  /** Breadth first by default: its counterexamples are the shortest. */
  readonly search?: SearchKind
  /** Leave out interleavings that do not matter (`stubborn`) or that differ in the names of alike threads (`symmetry`). None unless given. */
  readonly reduction?: ReductionKind
  /** A violation found reduced is searched for in full until its shortest run is known, however long that takes. */
  readonly shortest?: boolean
  /** Compare what a reduced search finds with the full one, and its stubborn sets with their definition. Slow. */
  readonly checkReduction?: boolean
  /** Merge local states that no future can tell apart (default); off to compare counts with other checkers. */
  readonly minimise?: boolean
  /** What ends the search early, with the verdict *incomplete*. */
  readonly limits?: { readonly states?: number; readonly memoryBytes?: number; readonly timeMs?: number }
  /** See every state and count what violates, instead of stopping at the first violation. */
  readonly keepGoing?: boolean
}

export type CheckProgress = {
  readonly phase: 'compiling' | 'searching' | 'checking the reduction' | 'running natively'
  readonly states: number
  readonly edges: number
  readonly depth: number
  readonly storedBytes: number
  readonly elapsedMs: number
}

/** A check that goes on slice by slice, so that its caller can do something in between. */
export type Check = {
  /** Works for some milliseconds; false when there is nothing left to do. @throws ModelError when the design itself is at fault. */
  advance(): boolean
  /** Ends the check: the verdict is *incomplete* unless it was known already. */
  interrupt(): void
  progress(): CheckProgress
  /** Goes on to the end first, unless the check has ended or was interrupted. */
  verdict(): Verdict
}

/**
 * Checks a system. @throws ModelError when the design itself is at fault: a violated property is a verdict, not an exception.
 * @example
 * const { verdict, violation } = check(mcs({ N: 3 }))
 */
export function check(system: System, options: CheckOptions = {}): Verdict {
  const running = startCheck(system, options)
  while (running.advance());
  return running.verdict()
}

export function startCheck(system: System, options: CheckOptions = {}): Check {
  return new RunningCheck(system, options, walkBudget)
}

/** One of many checks that run the same code: few walks each, many in all. @throws ModelError when the design itself is at fault. */
export function checkOneOfMany(system: System, options: CheckOptions = {}): Verdict {
  return withPoison(() => {
    const running = new RunningCheck(system, options, () => fewWalks)
    while (running.advance());
    return running.verdict()
  })
}

export type ReplayOptions = {
  /** Give each step that changes a lock all of them, as a debugger shows them. */
  readonly locks?: boolean
}

/**
 * Follows a schedule, as a counterexample prints it, natively.
 * @throws UsageError U007 when the schedule asks for a step that cannot be taken.
 */
export function replay(system: System, schedule: string, options: ReplayOptions = {}): Trace {
  const design = system.build()
  const { trace, run } = follow(
    new NativeRun(design),
    parseSchedule(
      schedule,
      design.threads.map(({ name }) => name),
    ),
    { showsLocks: options.locks ?? false },
  )
  const stuck = stuckThreads(run, (problem) => {
    throw new ModelError('M014', problem)
  })
  return { ...trace, stuck: stuck.every(({ waitsAt }) => waitsAt.length > 0) ? stuck : [] }
}

/** Our own clock: while a design runs, it has none. */
const nowMs = performance.now.bind(performance)

class RunningCheck implements Check {
  readonly #system: System
  readonly #options: CheckOptions
  readonly #walkBudget: (edges: number) => WalkBudget
  readonly #slices: Generator<undefined, Compiled>
  readonly #start = nowMs()
  #compiled: Compiled | undefined
  #compileMs = 0
  #search: ReducedSearch | undefined
  #searchMs = 0
  /** Of the reduction, after the search. */
  #checking: Generator<undefined, CheckedReduction> | undefined
  #checked: CheckedReduction | undefined
  /** Last of all, before *verified* is said. */
  #walks: Generator<undefined, void> | undefined
  #isInterrupted = false
  #isDone = false
  /** What a slice threw: the check has no other answer then. */
  #thrown: { readonly error: unknown } | undefined

  constructor(system: System, options: CheckOptions, budget: (edges: number) => WalkBudget) {
    this.#system = system
    this.#options = options
    this.#walkBudget = budget
    this.#slices = compileInSlices(system.build(), { minimise: options.minimise ?? true })
  }

  advance(): boolean {
    this.#isDone ||= !this.#attempt(() => this.#doSlice())
    return !this.#isDone
  }

  interrupt(): void {
    while (this.#search === undefined) this.#attempt(() => this.#compile())
    this.#search.interrupt()
    this.#isInterrupted = true
    while (this.advance());
  }

  progress(): CheckProgress {
    const { states = 0, edges = 0, depth = 0, storedBytes = 0 } = this.#search?.progress() ?? {}
    return {
      phase: this.#phase(),
      states,
      edges,
      depth,
      storedBytes,
      elapsedMs: nowMs() - this.#start,
    }
  }

  verdict(): Verdict {
    while (this.advance());
    const [compiled, search] = [this.#compiled, this.#search]
    if (compiled === undefined || search === undefined)
      throw new RangeError('a check that is done has compiled and searched')
    const result = search.result()
    // what is replayed natively is described anew
    const design = result.violation === undefined ? compiled.design : this.#system.build()
    const problems = new Set<string>()
    const violation = violationOf(compiled, design, result, (problem) => problems.add(problem))
    const measured: Measured = {
      compileMs: this.#compileMs,
      searchMs: this.#searchMs,
      search: searchName(this.#options.search),
      keptGoing: this.#options.keepGoing ?? false,
      reduction: search.reduction(),
      mayHappen: search.mayHappen(),
      grounds: [...search.grounds(), ...(this.#checked?.sentences ?? [])],
      fullStates: this.#checked?.fullStates,
      problems: [...problems],
    }
    return verdictOf(compiled, result, violation, measured)
  }

  /** A generator that has thrown is done, and would pass for one that came to its end. */
  #attempt<T>(slice: () => T): T {
    if (this.#thrown !== undefined) throw this.#thrown.error
    try {
      return withPoison(slice)
    } catch (error) {
      this.#thrown = { error }
      throw error
    }
  }

  #searchOptions(): SearchOptions {
    const { limits = {}, keepGoing = false, search } = this.#options
    return {
      strategy: strategyOf(search),
      stopAtFirst: !keepGoing,
      limitStates: limits.states,
      limitBytes: limits.memoryBytes,
      limitMs: limits.timeMs,
      clock: () => nowMs() - this.#start,
    }
  }

  #phase(): CheckProgress['phase'] {
    if (this.#search === undefined) return 'compiling'
    if (this.#walks !== undefined) return 'running natively'
    return this.#checking === undefined ? 'searching' : 'checking the reduction'
  }

  /** False when there is nothing left to do. */
  #doSlice(): boolean {
    if (this.#compiled === undefined || this.#search === undefined) return this.#compile()
    if (this.#walks !== undefined) return this.#walks.next().done !== true
    if (this.#checking !== undefined) return this.#goOnChecking(this.#checking) || this.#startWalks(this.#compiled)
    if (this.#search.advance()) return true
    this.#searchMs = nowMs() - this.#start - this.#compileMs
    const reduction = this.#search.reduction()
    if (this.#options.checkReduction !== true || reduction === 'none') return this.#startWalks(this.#compiled)
    const options = { ...this.#searchOptions(), limitMs: timeLeftMs(this.#searchOptions(), this.#compileMs) }
    this.#checking = checkReduction(this.#compiled.program, reduction, this.#search.result(), options)
    return true
  }

  /** False where the verdict is another one than *verified*. */
  #startWalks(compiled: Compiled): boolean {
    const result = this.#search?.result()
    if (result?.status !== 'complete' || unwitnessed(compiled, result) !== undefined) return false
    refuseReducers(compiled)
    if (!isProtected('walks go on natively')) return false
    this.#walks = nativeWalks(compiled, this.#system, this.#walkBudget(result.edges))
    return true
  }

  #goOnChecking(checking: Generator<undefined, CheckedReduction>): boolean {
    const slice = this.#isInterrupted ? { done: true as const, value: notChecked } : checking.next()
    if (slice.done === true) this.#checked = slice.value
    return slice.done !== true
  }

  /** One slice of compiling; the last one starts the search. Never the end of the check. */
  #compile(): true {
    const slice = this.#slices.next()
    if (slice.done !== true) return true
    const { reduction = 'none', shortest = false } = this.#options
    this.#compiled = slice.value
    this.#compileMs = nowMs() - this.#start
    this.#search = startReducedSearch(slice.value.program, reduction, this.#searchOptions(), {
      isShortestAsked: shortest,
      isRandomWalk: typeof this.#options.search === 'object' && 'randomWalk' in this.#options.search,
    })
    return true
  }
}
