/**
 * What both threads see at any moment: whether the end is wanted, which of the user's functions runs, and how far the check has come. The thread that
 * works writes; the other can read it also when the first never says anything again.
 */
import type { CheckProgress } from '../check/check.ts'
import type { Phase } from '../check/options/check-options.ts'
import type { Who } from '../model/run/watched.ts'

const words: Readonly<Record<Phase, true>> = {
  describing: true,
  compiling: true,
  searching: true,
  'looking at who waits for ever': true,
  'checking the reduction': true,
  'running natively': true,
  explaining: true,
}
/** By number; none is left out. */
const phases = Object.keys(words) as readonly Phase[] // its keys

const isEndWantedAt = 0
const phaseAt = 1
const compileMsAt = 5
const figuresBytes = 64
const namesBytes = 128
/** Of functions that do not fit any more only their being there is known: their number is 0. */
const wholeBytes = 1 << 20

export class Board {
  readonly buffer: SharedArrayBuffer
  /** One number: where the name of what runs is written; 0 while nothing runs. */
  readonly running: Int32Array
  readonly #signs: Int32Array
  readonly #figures: Float64Array
  readonly #names: Uint8Array
  #freeBytes = namesBytes

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(wholeBytes)) {
    this.buffer = buffer
    this.#signs = new Int32Array(buffer, 0, 2)
    this.running = new Int32Array(buffer, 8, 1)
    this.#figures = new Float64Array(buffer, figuresBytes, 6)
    this.#names = new Uint8Array(buffer)
  }

  get isEndWanted(): boolean {
    return Atomics.load(this.#signs, isEndWantedAt) === 1
  }

  wantEnd(): void {
    Atomics.store(this.#signs, isEndWantedAt, 1)
  }

  get progress(): CheckProgress {
    const [states = 0, edges = 0, depth = 0, storedBytes = 0, elapsedMs = 0] = this.#figures
    return { phase: this.phase, states, edges, depth, storedBytes, elapsedMs }
  }

  set progress({ states, edges, depth, storedBytes, elapsedMs }: CheckProgress) {
    this.#figures.set([states, edges, depth, storedBytes, elapsedMs])
  }

  /** Milliseconds that compiling took; 0 until it is done. */
  get compileMs(): number {
    return this.#figures[compileMsAt] as number // it has six
  }

  /** What the check does from now on. */
  entered(phase: Phase, elapsedMs: number): void {
    this.#signs[phaseAt] = phases.indexOf(phase)
    if (phase === 'describing') this.#figures.fill(0)
    else if (phase !== 'compiling' && this.compileMs === 0) this.#figures[compileMsAt] = elapsedMs
  }

  get phase(): Phase {
    return phases[this.#signs[phaseAt] as number] as Phase // it was written by its index
  }

  /** Who runs at this moment. */
  get who(): Who | undefined {
    const number = this.running[0] as number // it has one
    if (number === 0) return undefined
    const end = this.#names.indexOf(0, number)
    return JSON.parse(Buffer.from(this.#names.subarray(number, end)).toString()) as Who // of `numbered`
  }

  /** Writes the name down, once; its number is its place. */
  numbered(who: Who): number {
    const text = Buffer.from(JSON.stringify(who))
    const number = this.#freeBytes
    if (number + text.length >= this.#names.length) return 0
    this.#names.set(text, number)
    this.#freeBytes += text.length + 1
    return number
  }
}
