import { existing } from '../errors/at.ts'
import type { System } from '../model/language/system.ts'
import { memoryNames } from '../model/protocol/orders.ts'
import { NativeRun } from '../model/run/native-run.ts'
import { withPoison } from '../model/run/poison.ts'
import { examine, examineValue } from '../options/examined.ts'
import { flag, oneOf, text } from '../options/kinds.ts'
import { type Memory, Meter } from '../tasks/meter.ts'
import { finished, type Task } from '../tasks/task.ts'
import type { Trace } from '../verdict/trace.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { checking } from './checking.ts'
import { Holders } from './explain/holders.ts'
import { parseSchedule } from './explain/schedule.ts'
import { follow } from './explain/trace.ts'
import { waitingThreads } from './explain/waiting.ts'
import { heapMemory, letGo } from './heap.ts'
import { ample, overMemory } from './memory.ts'
import type { CheckOptions, Phase } from './options/check-options.ts'
import { examineCheckOptions } from './options/known-options.ts'
import { requireSystem } from './options/required-system.ts'
import { fewWalks, type WalkBudget, walkBudget } from './passes/native-walks.ts'

/** How far a check has come: figures of the last slice of its work. */
export type CheckProgress = {
  readonly phase: Phase
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
  /** How far it is. */
  progress(): CheckProgress
  /** Goes on to the end first, unless the check has ended or was interrupted. */
  verdict(): Verdict
}

/**
 * Checks a system. @throws ModelError when the design itself is at fault: a violated property is a verdict, not an
 * exception.
 * @example
 * const { verdict, violation } = check(handOver)
 * if (verdict === 'violated') console.log(violation?.trace?.schedule)
 */
export function check(system: System, options: CheckOptions = {}): Verdict {
  return startCheck(system, options).verdict()
}

/** Whoever follows a check from outside; is called while the design's clocks are out of reach. */
export type Follower = {
  readonly isInterrupted?: () => boolean
  /** Of the process, where it is ours; else what the heap grows by counts. */
  readonly memory?: Memory
  readonly entered?: (phase: Phase, elapsedMs: number) => void
  /** With the verdict as it would be if nothing more came. */
  readonly soFar?: (verdict: Verdict) => void
}

/**
 * The same as `check`, slice by slice: `advance()` goes on, and says whether there is more to do; `verdict()` is what
 * was found.
 * @example
 * const running = startCheck(handOver)
 * while (running.advance()) console.log(running.progress().states)
 */
export function startCheck(system: System, options: CheckOptions = {}, follower: Follower = {}): Check {
  return new RunningCheck(system, options, { walkBudget, follower })
}

/** One of many checks that run the same code: few walks each, many in all. @throws ModelError when the design itself is at fault. */
export function checkOneOfMany(system: System, options: CheckOptions = {}): Verdict {
  return withPoison(() => startOneOfMany(system, options).verdict())
}

/** The same, slice by slice. */
export function startOneOfMany(system: System, options: CheckOptions = {}, follower: Follower = {}): Check {
  return new RunningCheck(system, options, { walkBudget: () => fewWalks, follower })
}

/** How a schedule is followed again. */
export type ReplayOptions = {
  /** Of which memory the schedule is. */
  readonly memory?: CheckOptions['memory']
  /** Give each step that changes a lock all of them, as a debugger shows them. */
  readonly locks?: boolean
}

/**
 * Follows a schedule, as a counterexample prints it, natively.
 * @throws UsageError U007 when the schedule asks for a step that cannot be taken.
 * @example
 * const { steps, final } = replay(handOver, 'L R')
 * console.log(steps.length, final)
 */
export function replay(system: System, schedule: string, options: ReplayOptions = {}): Trace {
  requireSystem(system, 'replay')
  examine('replay', options, { locks: flag, memory: oneOf(memoryNames) })
  examineValue('The schedule', schedule, text)
  const { memory = 'sc' } = options
  const design = (memory === 'sc' ? system : overMemory(system, memory, ample).system).build()
  const names = design.threads.map(({ name }) => name)
  const { trace, run } = finished(
    follow(new NativeRun(design), parseSchedule(schedule, names), { showsLocks: options.locks ?? false }),
  )
  const isOver = design.threads.every((_, thread) => run.hasEnded(thread) || run.waitsAt(thread, 'owed') !== undefined)
  if (!isOver) return trace
  const holders = new Holders(run, () => {}) // whom it waits for is told where it can be; a check warns
  return { ...trace, stuck: waitingThreads(holders) }
}

/** Our own clock: while a design runs, it has none. */
const nowMs = performance.now.bind(performance)

/** So that memory is looked at. */
const noLimit = Number.MAX_VALUE

type Surroundings = { readonly walkBudget: (edges: number) => WalkBudget; readonly follower?: Follower }

class RunningCheck implements Check {
  readonly #meter: Meter
  readonly #task: Task<Verdict>
  /** Whether others live in this process too. */
  readonly #isGuest: boolean
  #phase: Phase = 'describing'
  #verdict: Verdict | undefined
  /** What a slice threw: the check has no other answer then. A generator that has thrown is done, and would pass for one that came to its end. */
  #thrown: { readonly error: unknown } | undefined

  constructor(system: System, options: CheckOptions, { walkBudget, follower = {} }: Surroundings) {
    requireSystem(system, 'check')
    examineCheckOptions(options)
    const { timeMs: limitMs, memoryBytes: limitBytes = noLimit } = options.limits ?? {}
    const { isInterrupted, soFar = () => {} } = follower
    const { memory = heapMemory() } = follower
    this.#isGuest = follower.memory === undefined
    this.#meter = new Meter({ clock: nowMs, limitMs, limitBytes, memory, isInterrupted })
    const entered = (phase: Phase): void => {
      this.#phase = phase
      follower.entered?.(phase, this.#meter.elapsedMs)
    }
    this.#task = checking(system, options, { meter: this.#meter, walkBudget, entered, soFar })
  }

  advance(): boolean {
    if (this.#thrown !== undefined) throw this.#thrown.error
    if (this.#verdict !== undefined) return false
    try {
      const slice = withPoison(() => this.#task.next())
      if (slice.done === true) this.#verdict = slice.value
    } catch (error) {
      this.#thrown = { error }
      throw error
    }
    if (this.#verdict === undefined) return true
    if (this.#isGuest) letGo()
    return false
  }

  interrupt(): void {
    this.#meter.interrupt()
    while (this.advance());
  }

  progress(): CheckProgress {
    const { states, edges, depth, storedBytes } = this.#meter.progress
    return { phase: this.#phase, states, edges, depth, storedBytes, elapsedMs: this.#meter.elapsedMs }
  }

  verdict(): Verdict {
    while (this.advance());
    return existing(this.#verdict, 'a verdict of a check that has ended')
  }
}
