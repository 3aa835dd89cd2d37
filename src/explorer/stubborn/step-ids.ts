import type { Ir, LocalId, ThreadId } from '../../model/ir.ts'

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
    for (const { pending } of threads) starts.push((starts.at(-1) ?? 0) + pending.length)
    this.starts = starts
    this.count = starts.at(-1) ?? 0
    this.#threads = new Uint8Array(this.count)
    threads.forEach((_, thread) => {
      this.#threads.fill(thread, starts[thread], starts[thread + 1])
    })
  }

  of(thread: ThreadId, local: LocalId): StepId {
    return (this.starts[thread] ?? 0) + local
  }

  has(thread: ThreadId, local: LocalId): boolean {
    return this.of(thread, local) < (this.starts[thread + 1] ?? 0)
  }

  threadOf(step: StepId): ThreadId {
    return this.#threads[step] ?? 0
  }

  localOf(step: StepId): LocalId {
    return step - (this.starts[this.threadOf(step)] ?? 0)
  }
}
