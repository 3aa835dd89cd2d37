import { type Steps, type ThreadId, threadIdName } from '../../language/index.ts'
import { ownerPointer } from '../owner.ts'
import type { RoutinesOn } from '../routines/routines-on.ts'

/**
 * The routines on one resource in the notation of the driver catalogue: `S` SharedLite, `X` ExclusiveLite, `V` StarveExclusive, `W`
 * WaitForExclusive, all with Wait TRUE, with `?` Wait FALSE; `rel` release, `cv` convert to shared, `own` and `ownX` give a shared or an exclusive
 * hold to an owner pointer, `relP` releases for the pointer. `isX` and `isS` ask what the caller owns, `nX` and `nS` how many wait. And, never of the
 * well-behaved unless it is agreed when: `relT0` releases for thread T0, `re` reinitializes, `del` deletes, `init` initializes again.
 */
export type ResourceCall =
  | 'S'
  | 'rel'
  | 'X'
  | 'V'
  | 'W'
  | 'S?'
  | 'X?'
  | 'V?'
  | 'W?'
  | 'cv'
  | 'own'
  | 'ownX'
  | 'relP'
  | 'isX'
  | 'isS'
  | 'nX'
  | 'nS'
  | 'relT0'
  | 're'
  | 'del'
  | 'init'

type Calls = { readonly [C in ResourceCall]: (me: ThreadId) => Steps<unknown> }

/** The calls on a resource, through the routines of the thread that calls. */
export function eresourceCalls<R>(
  R: R,
  routinesOf: (me: ThreadId) => RoutinesOn<R>,
  clients: readonly ThreadId[],
): Calls {
  const known = new Map<ThreadId, RoutinesOn<R>>()
  const asThread = (me: ThreadId): RoutinesOn<R> => {
    const routines = known.get(me) ?? routinesOf(me)
    known.set(me, routines)
    return routines
  }
  const P = (me: ThreadId) => ownerPointer(threadIdName(me))
  const give = (me: ThreadId) => asThread(me).ExSetResourceOwnerPointer(R, P(me))
  return {
    S: (me) => asThread(me).ExAcquireResourceSharedLite(R, true),
    rel: (me) => asThread(me).ExReleaseResourceLite(R),
    X: (me) => asThread(me).ExAcquireResourceExclusiveLite(R, true),
    V: (me) => asThread(me).ExAcquireSharedStarveExclusive(R, true),
    W: (me) => asThread(me).ExAcquireSharedWaitForExclusive(R, true),
    'S?': (me) => asThread(me).ExAcquireResourceSharedLite(R, false),
    'X?': (me) => asThread(me).ExTryToAcquireResourceExclusiveLite(R),
    'V?': (me) => asThread(me).ExAcquireSharedStarveExclusive(R, false),
    'W?': (me) => asThread(me).ExAcquireSharedWaitForExclusive(R, false),
    cv: (me) => asThread(me).ExConvertExclusiveToSharedLite(R),
    own: give,
    ownX: give,
    relP: (me) => asThread(me).ExReleaseResourceForThreadLite(R, P(me)),
    isX: (me) => asThread(me).ExIsResourceAcquiredExclusiveLite(R),
    isS: (me) => asThread(me).ExIsResourceAcquiredSharedLite(R),
    nX: (me) => asThread(me).ExGetExclusiveWaiterCount(R),
    nS: (me) => asThread(me).ExGetSharedWaiterCount(R),
    relT0: (me) => asThread(me).ExReleaseResourceForThreadLite(R, clients[0] ?? me),
    re: (me) => asThread(me).ExReinitializeResourceLite(R),
    del: (me) => asThread(me).ExDeleteResourceLite(R),
    init: (me) => asThread(me).ExInitializeResourceLite(R),
  }
}
