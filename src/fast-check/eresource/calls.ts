import { type Eresource, ownerPointer, type ResourceRoutines } from '../../model/eresource/index.ts'
import type { Steps } from '../../model/language/steps.ts'
import { type ThreadId, threadIdName } from '../../model/values/thread-id.ts'

/**
 * The routines on one resource in the notation of the driver catalogue: `S` SharedLite, `X` ExclusiveLite, `V` StarveExclusive, `W`
 * WaitForExclusive, all with Wait TRUE, with `?` Wait FALSE; `rel` release, `cv` convert to shared, `own` and `ownX` give a shared or an exclusive
 * hold to an owner pointer, `relP` releases for the pointer. And, never of the well-behaved: `relT0` releases for thread T0, `re` reinitializes.
 */
export type EresourceCall =
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
  | 'relT0'
  | 're'

type Calls = { readonly [C in EresourceCall]: (me: ThreadId) => Steps<unknown> }

/** The calls on a resource, through the routines of the thread that calls. */
export function eresourceCalls(
  R: Eresource,
  routinesOf: (me: ThreadId) => ResourceRoutines,
  clients: readonly ThreadId[],
): Calls {
  const known = new Map<ThreadId, ResourceRoutines>()
  const asThread = (me: ThreadId): ResourceRoutines => {
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
    relT0: (me) => asThread(me).ExReleaseResourceForThreadLite(R, clients[0] ?? me),
    re: (me) => asThread(me).ExReinitializeResourceLite(R),
  }
}
