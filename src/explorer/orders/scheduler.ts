import type { ThreadIndex } from '../../model/ir.ts'

/** Who steps next, in one run after the other. */
export type Scheduler = {
  /** A new run begins. */
  begin(): void
  /** Who takes the run's step number `step`, counted from 1, of those who can. */
  choose(enabled: readonly ThreadIndex[], step: number): ThreadIndex
  /** The thread alone has led the run back to a state in which it was before: it waits for others, or goes round. */
  circled(thread: ThreadIndex): void
}
