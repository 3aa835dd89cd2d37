/**
 * One state at a time, and the steps out of it: what random runs, replayed schedules and shortening are made of. The state is kept packed, under
 * whatever layout the tables have grown to.
 */
import type { Program, ThreadIndex } from '../../model/ir.ts'
import { initialState, type Layout, OCCUPIED, pack, repack, type UnpackedState, unpack } from '../states/layout.ts'
import { By } from './by.ts'
import type { Coverage } from './coverage.ts'
import type { ThreadChooser } from './generate.ts'
import { Stepper } from './stepper.ts'

/** A step in the numbering of a walk: who steps, and to which of that thread's successors, counted from 0. Searches keep runs so; nobody else does. */
export type Turn = { readonly thread: ThreadIndex; readonly outcome: number }

export class Walk {
  /** Packed; replaced by `take` and when the layout changes. */
  state: Int32Array
  readonly #program: Program
  readonly #stepper: Stepper

  /**
   * @param marksAll whether every successor is marked to be looked at, not only those by visible or failing steps
   * @param chooser which threads to expand; all by default
   */
  constructor(program: Program, coverage: Coverage, marksAll: boolean, chooser?: ThreadChooser) {
    this.#program = program
    this.#stepper = new Stepper({ program, coverage, marksAll, recordsThreads: true, chooser })
    this.state = new Int32Array(0)
    this.restart()
  }

  get layout(): Layout {
    return this.#stepper.layout
  }

  get meetsFailure(): boolean {
    return this.#stepper.meetsFailure
  }

  get storedBytes(): number {
    return this.#stepper.storedBytes
  }

  /** Successors of the last `expand`, packed one after the other, their marks in bit 31. */
  get batch(): Int32Array {
    return this.#stepper.batch
  }

  /** Goes to the initial state. */
  restart(): void {
    this.goTo(initialState(this.#program.ir))
  }

  goTo(state: UnpackedState): void {
    this.state = new Int32Array(this.layout.words)
    pack(this.layout, state, this.state, 0)
  }

  here(): UnpackedState {
    return unpack(this.layout, this.state, 0)
  }

  /** Computes the successors of the state; answers how many there are. `onLayout` is told when the layout has changed on the way. */
  expand(onLayout?: (to: Layout) => void): number {
    for (;;) {
      const isExpanded = this.#stepper.expandOne(this.state, 0) > 0
      const former = this.#stepper.settle()
      if (former !== undefined) {
        const moved = new Int32Array(this.layout.words)
        repack(former, this.state, 0, this.layout, moved, 0)
        this.state = moved
        onLayout?.(this.layout)
      }
      if (isExpanded) return this.#stepper.batchLength / this.layout.words
    }
  }

  /** Whether nobody is owed a step in the state that was expanded last. */
  get isStuck(): boolean {
    return this.#stepper.stuck.length > 0
  }

  /** Who steps to a successor. Successors come in the order of the threads. */
  threadOf(successor: number): ThreadIndex {
    return (this.#stepper.by[successor] as number) & By.thread // one a successor
  }

  take(successor: number): void {
    const { words } = this.layout
    for (let word = 0; word < words; word++) this.state[word] = this.batch[successor * words + word] as number
    this.state[0] = (this.state[0] as number) | OCCUPIED
  }

  /** The successor that a schedule means, of those expanded; undefined if the thread cannot step now. */
  successorOf({ thread, outcome }: Turn, successors: number): number | undefined {
    let first = 0
    while (first < successors && this.threadOf(first) !== thread) first++
    let end = first
    while (end < successors && this.threadOf(end) === thread) end++
    return first === end ? undefined : Math.min(first + outcome, end - 1)
  }

  /** How a schedule says the successor. */
  turnOf(successor: number): Turn {
    const thread = this.threadOf(successor)
    let first = successor
    while (first > 0 && this.threadOf(first - 1) === thread) first--
    return { thread, outcome: successor - first }
  }
}
