import { atomically, type Steps, type ThreadId } from '../../language/index.ts'
import type { Eresource } from '../recipes.ts'
import type { Context, KThreadObject } from './kthread-object.ts'

/** Ends of a driver's code, where nothing must be left behind. Each is one step, and names the resources that must not be owned there (S16). */
export type EndRoutines = {
  /** A dispatch routine returns. Misuse: inside a region: 0xC4/0xC5; owning exclusively: ExclusiveResourceAccess. */
  returnFromDispatch(...resources: readonly Eresource[]): Steps
  /** The thread goes back to user mode. Misuse: inside a region: 0x1. */
  returnToUserMode(...resources: readonly Eresource[]): Steps
  /** The thread ends; nobody releases what it owns. Misuse: inside a region: 0x20; owning: it stays owned for ever. */
  exitThread(...resources: readonly Eresource[]): Steps
}

export function endRoutines(me: ThreadId, thread: KThreadObject, context: Context): EndRoutines {
  return {
    returnFromDispatch: (...resources) =>
      atomically(function* () {
        yield* thread.runs(context)
        yield* thread.returnsFromDispatch()
        for (const R of resources) yield* R.ownsNoneExclusively(me)
      }),
    returnToUserMode: (...resources) =>
      atomically(function* () {
        yield* thread.runs(context)
        yield* thread.returnsToUserMode()
        for (const R of resources) yield* R.ownsNothing(me)
      }),
    exitThread: (...resources) =>
      atomically(function* () {
        yield* thread.runs(context)
        yield* thread.exits()
        for (const R of resources) yield* R.ownsNothing(me)
      }),
  }
}
