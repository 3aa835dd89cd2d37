import type { ThreadId } from '../values/thread-id.ts'

/** Who may own: a thread, or a name that is none, such as an owner pointer. */
export type LockOwner<Thread = ThreadId> = Thread | string

/** A lock as the kernel debugger's `!locks` shows it. */
export type LockView<Thread = ThreadId> = {
  /** *dead*: it was never initialized, or was deleted: there is nothing to show. */
  readonly mode: 'free' | 'shared' | 'exclusive' | 'dead'
  /** Each with its recursion count. */
  readonly owners: readonly { readonly owner: LockOwner<Thread>; readonly count: number }[]
  /** Not yet granted; those that are listed among the owners by a debugger, without its mark. */
  readonly sharedWaiters: readonly Thread[]
  /** Not yet granted; the first one is next. */
  readonly exclusiveWaiters: readonly Thread[]
  /** Waits since it was initialized; absent where nobody counts them. */
  readonly contentionCount?: number
}
