import type { Operation, Steps } from '../../language/index.ts'
import type { Acquired } from '../acquire.ts'
import type { Eresource } from '../recipes.ts'
import type { Caller, Routine } from './caller.ts'
import { routine } from './routine.ts'

/**
 * The acquires. All but the first need IRQL <= APC_LEVEL, all need normal kernel APCs disabled from before the call until after the release
 * (system threads are exempt). They answer TRUE when the caller owns; with `Wait` TRUE they answer nothing else, however long it takes: the wait
 * cannot be timed out, cancelled or alerted. With `Wait` FALSE they answer FALSE instead of waiting and change nothing.
 */
export type AcquireRoutines = {
  /**
   * Exclusive access, without waiting. IRQL < DISPATCH_LEVEL. The same as ExAcquireResourceExclusiveLite with Wait FALSE; declared in public
   * headers, without a page of its own.
   */
  ExTryToAcquireResourceExclusiveLite(R: Eresource): Steps<boolean>
  /**
   * Exclusive access: granted when nobody else owns. An exclusive owner is granted again and its count grows; a *shared* owner that asks waits
   * for itself. IRQL <= APC_LEVEL. Source: page ExAcquireResourceExclusiveLite (wdm.h).
   */
  ExAcquireResourceExclusiveLite(R: Eresource, Wait: boolean): Steps<boolean>
  /**
   * Shared access: waits while somebody else owns exclusively, or while an exclusive waiter is queued and the caller owns nothing. An exclusive
   * owner gets one more hold and stays exclusive. IRQL <= APC_LEVEL. Source: page ExAcquireResourceSharedLite (wdm.h).
   */
  ExAcquireResourceSharedLite(R: Eresource, Wait: boolean): Steps<boolean>
  /**
   * Shared access past queued exclusive waiters: waits only while somebody else owns exclusively. Two callers whose holds overlap keep a writer
   * out for ever. IRQL <= APC_LEVEL. Source: page ExAcquireSharedStarveExclusive (wdm.h).
   */
  ExAcquireSharedStarveExclusive(R: Eresource, Wait: boolean): Steps<boolean>
  /**
   * Shared access behind queued exclusive waiters: differs from ExAcquireResourceSharedLite only for a caller that owns already while a writer is
   * queued. That caller waits for the writer, which waits for it, unless another thread releases its hold. IRQL <= APC_LEVEL.
   * Source: page ExAcquireSharedWaitForExclusive (wdm.h).
   */
  ExAcquireSharedWaitForExclusive(R: Eresource, Wait: boolean): Steps<boolean>
}

export function acquireRoutines(caller: Caller): AcquireRoutines {
  const me = caller.id
  const waiting = (name: Waiting) =>
    routine(name, (R: Eresource, Wait: boolean) => acquired(caller, R, name, () => R[name](me, Wait)))
  return {
    ExTryToAcquireResourceExclusiveLite: routine('ExTryToAcquireResourceExclusiveLite', (R: Eresource) => {
      const ask = () => R.ExTryToAcquireResourceExclusiveLite(me)
      return acquired(caller, R, 'ExTryToAcquireResourceExclusiveLite', ask)
    }),
    ExAcquireResourceExclusiveLite: waiting('ExAcquireResourceExclusiveLite'),
    ExAcquireResourceSharedLite: waiting('ExAcquireResourceSharedLite'),
    ExAcquireSharedStarveExclusive: waiting('ExAcquireSharedStarveExclusive'),
    ExAcquireSharedWaitForExclusive: waiting('ExAcquireSharedWaitForExclusive'),
  }
}

type Waiting = Exclude<keyof AcquireRoutines, 'ExTryToAcquireResourceExclusiveLite'>

/** Asks; a caller that is queued sleeps until a release or a conversion has granted it, and then answers TRUE. */
function* acquired(caller: Caller, R: Eresource, routine: Routine, ask: () => Operation<Acquired>): Steps<boolean> {
  const answer = yield* caller.perform(routine, R, ask)
  if (answer !== 'waits') return answer
  yield* caller.wakeUp(() => R.returnsFromWait(caller.id))
  return true
}
