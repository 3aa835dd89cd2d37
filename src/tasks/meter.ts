/**
 * What everything that takes time is measured by: one clock, one count of bytes, one interrupt for describing, closing, proofs, searches, audits and
 * walks. It has no clock of its own: without one nothing is ever late, and a task runs through.
 */
import type { Task } from './task.ts'

/** What ended a task before its end. */
export type Stop = 'time' | 'memory' | 'interrupt'

/** How far a search has come: the one that is going on, or the last one. */
export type Progress = {
  readonly states: number
  readonly edges: number
  /** Levels begun (breadth first), or the depth of the stack. */
  readonly depth: number
  /** States met and not yet expanded. */
  readonly waiting: number
  readonly storedBytes: number
}

export type Memory = {
  /** Bytes in use that count towards the limit beside what a search says it stores. */
  readonly otherBytes: (storedBytes: number) => number
  /** Gives back what is garbage, in the next moment. */
  readonly collect?: () => void
}

export type MeterOptions = {
  /** Milliseconds from any origin. */
  readonly clock?: (() => number) | undefined
  /** From now on, by the clock. */
  readonly limitMs?: number | undefined
  readonly limitBytes?: number | undefined
  /** Of the host. */
  readonly memory?: Memory | undefined
  /** Whether somebody outside wants the end. */
  readonly isInterrupted?: (() => boolean) | undefined
}

/** Thrown through what has no result of its own to end with. */
export class Stopped extends Error {
  override readonly name: string = 'Stopped'
  readonly by: Stop

  constructor(by: Stop) {
    super(`stopped by ${by}`)
    this.by = by
  }
}

const nothingDone: Progress = { states: 0, edges: 0, depth: 0, waiting: 0, storedBytes: 0 }
/** Work between two looks at the clock; a unit of it takes a microsecond or less. */
const workBetweenLooks = 1 << 8
const msBetweenPauses = 10
const msBetweenLooksAtMemory = 50
/** The moment for explaining: for who waits at the keyboard; and where the time is over, that share of it if it is more. */
const briefestMs = 150
const briefMs = 250
const briefly = 0.08
const noTime = (): number => 0

export class Meter {
  /** For whoever shows it, and for what counts towards the limit of memory. */
  progress: Progress = nothingDone
  /** Whether a moment has passed since the last pause, or a turn is over. */
  isDue = false
  limitBytes: number
  /** Work counted so far, in units of about a microsecond: the same on every machine, however fast it is. */
  spent = 0
  /** Whether so much has been spent as `beginTurn` was given; found out where it looks, which is at the same work everywhere. */
  isTurnOver = false
  readonly #clock: () => number
  readonly #memory: Memory | undefined
  readonly #isInterruptedOutside: () => boolean
  readonly #limitMs: number
  #startMs: number
  /** When the task that it measures was left, in favour of others. */
  #leftMs: number | undefined
  #isInterrupted = false
  #mayExplain = true
  #isExplaining = false
  /** Until when, once there is a reason to stop. */
  #explainedMs: number | undefined
  #nextLook = workBetweenLooks
  #pausedMs: number
  #turnEnds = Number.POSITIVE_INFINITY
  /** Of which this is a share. */
  #whole: Meter | undefined
  readonly #shares = new Set<Meter>()
  #memoryMs = Number.NEGATIVE_INFINITY
  #otherBytes = 0
  #isCollected = false
  #isOver = false

  constructor(options: MeterOptions = {}) {
    const { clock = noTime, limitMs, limitBytes, memory, isInterrupted = () => false } = options
    this.limitBytes = limitBytes ?? Number.POSITIVE_INFINITY
    this.#clock = clock
    this.#memory = limitBytes === undefined ? undefined : memory
    this.#isInterruptedOutside = isInterrupted
    this.#limitMs = limitMs ?? Number.POSITIVE_INFINITY
    this.#startMs = clock()
    this.#pausedMs = this.#startMs
  }

  /** Why to stop, by a look at everything; `undefined` to go on. */
  get stop(): Stop | undefined {
    const now = this.#clock()
    this.isTurnOver ||= this.spent >= this.#turnEnds
    this.isDue ||= this.isTurnOver || now - this.#pausedMs >= msBetweenPauses
    const reason = this.#reason(now)
    if (reason === undefined || !this.#isExplaining) return reason
    const whole = this.#whole ?? this // all its shares have one moment together
    whole.#explainedMs ??= now + whole.#briefMs(reason)
    return now < whole.#explainedMs ? undefined : reason
  }

  /** What a search may store: the limit less what else is in use. */
  get storableBytes(): number {
    const whole = this.#whole
    if (whole === undefined) return this.limitBytes - this.#otherBytes
    return Math.min(this.limitBytes, whole.storableBytes - whole.#storedBytes + this.progress.storedBytes)
  }

  /** Milliseconds since it was made, but those in which its task was left. */
  get elapsedMs(): number {
    return this.#clock() - this.#startMs
  }

  /** Ends what is measured at its next look. */
  interrupt(): void {
    this.#isInterrupted = true
  }

  /** Looks at everything now. @throws Stopped */
  look(): void {
    this.#nextLook = this.spent + workBetweenLooks
    const { stop } = this
    if (stop !== undefined) throw new Stopped(stop)
  }

  /**
   * Counts work, in units of about a microsecond, and looks at the clock now and then.
   * @throws Stopped
   */
  spend(work: number): void {
    this.spent += work
    if (this.spent >= this.#nextLook) this.look()
  }

  /** For tasks that take turns by work. */
  beginTurn(work: number): void {
    this.isTurnOver = false
    this.#turnEnds = this.spent + work
  }

  /** What comes now is no time of its task. */
  leave(): void {
    this.#leftMs = this.#clock()
  }

  /** Its task goes on. */
  resume(): void {
    if (this.#leftMs !== undefined) this.#startMs += this.#clock() - this.#leftMs
    this.#leftMs = undefined
  }

  /**
   * For one of several tasks that take turns: its clock, limits and interrupts are those of the whole, what it spends and stores is its own, and it ends
   * before it stores more than its part.
   */
  share(): Meter {
    const share = new Meter({ clock: this.#clock })
    share.limitBytes = this.limitBytes
    share.#whole = this
    this.#shares.add(share)
    return share
  }

  /** What a share has stored is free again. */
  release(share: Meter): void {
    this.#shares.delete(share)
    this.#isOver = false
    this.#isCollected = false
  }

  /** Gives whoever drives the task a moment. */
  *pause(): Task<void> {
    yield
    this.isDue = false
    this.#pausedMs = this.#clock()
  }

  /** From now on what has been found is explained, for which there is a moment more than for finding it. */
  allowExplaining(): void {
    this.#isExplaining = this.#mayExplain
  }

  /** What comes next is looked for again: there is no moment more for that. */
  endExplaining(): void {
    this.#isExplaining = false
  }

  /** What it finds from now on is not needed so much that there were a moment more for it. */
  forbidExplaining(): void {
    this.#mayExplain = false
    this.#isExplaining = false
  }

  #briefMs(reason: Stop): number {
    if (reason === 'interrupt') return briefestMs
    return reason === 'time' ? Math.max(briefMs, briefly * this.#limitMs) : briefMs
  }

  #reason(now: number): Stop | undefined {
    if (this.#whole !== undefined) return this.#reasonOfShare(this.#whole, now)
    if (this.#isInterrupted || this.#isInterruptedOutside()) return 'interrupt'
    if (now - this.#startMs > this.#limitMs) return 'time'
    return this.#isOutOfMemory(now) ? 'memory' : undefined
  }

  /** What is garbage does not count: where too much is in use, it is asked for, and the next look decides. */
  #isOutOfMemory(now: number): boolean {
    if (this.#memory === undefined || now - this.#memoryMs < msBetweenLooksAtMemory) return this.#isOver
    const storedBytes = this.#storedBytes
    this.#otherBytes = this.#memory.otherBytes(storedBytes)
    this.#memoryMs = now
    const wasCollected = this.#isCollected
    const isTooMuch = this.#otherBytes + storedBytes > this.limitBytes
    this.#isCollected = isTooMuch
    this.#isOver = isTooMuch && (wasCollected || this.#memory.collect === undefined)
    if (!isTooMuch || this.#isOver) return this.#isOver
    this.#memory.collect?.()
    this.#memoryMs = this.#clock() // giving back takes the host a moment
    return false
  }

  get #storedBytes(): number {
    return this.#shares.size === 0 ? this.progress.storedBytes : sum([...this.#shares])
  }

  /** Of a share: where there is too much of all, the one that was made last goes, and makes room for the others. */
  #reasonOfShare(whole: Meter, now: number): Stop | undefined {
    const reason = whole.#reason(now)
    if (reason === 'memory') return [...whole.#shares].at(-1) === this ? reason : undefined
    return reason ?? (this.progress.storedBytes > this.limitBytes ? 'memory' : undefined)
  }
}

function sum(meters: readonly Meter[]): number {
  return meters.reduce((bytes, { progress }) => bytes + progress.storedBytes, 0)
}

/** What the task was for; or what stopped it, where that is no reason to throw. */
export function* orStopped<T>(task: Task<T>): Task<T | Stopped> {
  try {
    return yield* task
  } catch (error) {
    if (error instanceof Stopped) return error
    throw error
  }
}
