import { InternalError } from '../../errors/internal-error.ts'
import type { Program, ThreadIndex } from '../../model/ir.ts'
import { type Layout, OCCUPIED } from '../states/layout.ts'
import { Coverage } from '../steps/coverage.ts'
import { Stepper } from '../steps/stepper.ts'

/** Packed states, one behind the other. */
export class StateList {
  words: Int32Array = new Int32Array(32)
  /** In words. */
  length = 0

  clear(): void {
    this.length = 0
  }

  append(states: Int32Array, length: number): void {
    if (this.length + length > this.words.length) {
      const longer = new Int32Array(2 * (this.length + length))
      longer.set(this.words)
      this.words = longer
    }
    for (let word = 0; word < length; word++) this.words[this.length + word] = states[word] as number // within its length
    this.length += length
  }
}

/** Successors of packed states by one thread, as the searches find them. Expects tables that say all that is reached from these states. */
export class LoneSteps {
  readonly layout: Layout
  readonly #stepper: Stepper
  #chosen = 0

  constructor(program: Program) {
    this.#stepper = new Stepper({
      program,
      coverage: new Coverage(program.ir.threads.length),
      marksAll: false,
      recordsThreads: false,
      chooser: { keepsOwed: false, prepare: () => {}, threadsToExpand: () => this.#chosen },
    })
    this.layout = this.#stepper.layout
  }

  /** Appends the successors of `states[at]` by the thread, their marks dropped. */
  append(thread: ThreadIndex, states: Int32Array, at: number, successors: StateList): void {
    const stepper = this.#stepper
    this.#chosen = 1 << thread
    while (stepper.expandOne(states, at) === at)
      if (stepper.settle() !== undefined) throw new InternalError('a step led to what the tables did not say')
    const { batch, batchLength } = stepper
    for (let word = 0; word < batchLength; word += this.layout.words) batch[word] = (batch[word] as number) | OCCUPIED
    successors.append(batch, batchLength)
  }
}
