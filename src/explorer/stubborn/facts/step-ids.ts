import type { Ir, LocalId, ThreadIndex } from '../../../model/ir.ts'

/** The step of a thread at one of its local states: thread and local state in one number. */
export type StepId = number & { readonly of?: 'step' }

/** Numbers the steps of all threads, as the tables are now: a local state discovered later has none. */
export class StepIds {
  readonly count: number
  /** By thread: the id of the step at local state 0; then `count`. */
  readonly starts: readonly StepId[]
  readonly #threads: Uint8Array

  constructor({ threads }: Ir) {
    const starts = [0]
    let count = 0
    for (const { pending } of threads) {
      count += pending.length
      starts.push(count)
    }
    this.starts = starts
    this.count = count
    this.#threads = new Uint8Array(this.count)
    threads.forEach((_, thread) => {
      this.#threads.fill(thread, starts[thread], starts[thread + 1])
    })
  }

  of(thread: ThreadIndex, local: LocalId): StepId {
    return (this.starts[thread] as StepId) + local
  }

  has(thread: ThreadIndex, local: LocalId): boolean {
    return this.of(thread, local) < (this.starts[thread + 1] as StepId)
  }

  threadOf(step: StepId): ThreadIndex {
    return this.#threads[step] as ThreadIndex
  }

  localOf(step: StepId): LocalId {
    return step - (this.starts[this.threadOf(step)] as StepId)
  }
}
