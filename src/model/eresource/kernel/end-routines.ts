import { inOneStep, type Steps, type ThreadId } from '../../language/index.ts'
import type { Eresource } from '../recipes.ts'
import { routine } from '../routines/routine.ts'
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
  const end = (name: keyof EndRoutines, leave: () => Steps, leavesNothing: (R: Eresource) => Steps) =>
    routine(name, (...resources: Eresource[]) =>
      inOneStep(function* () {
        yield* thread.runs(context)
        yield* leave()
        for (const R of resources) yield* leavesNothing(R)
      }),
    )
  return {
    returnFromDispatch: end('returnFromDispatch', thread.returnsFromDispatch, (R) => R.ownsNoneExclusively(me)),
    returnToUserMode: end('returnToUserMode', thread.returnsToUserMode, (R) => R.ownsNothing(me)),
    exitThread: end('exitThread', thread.exits, (R) => R.ownsNothing(me)),
  }
}
