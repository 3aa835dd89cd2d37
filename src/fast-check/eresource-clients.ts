import {
  alwaysSafe,
  asThread as asAnyThread,
  type Eresource,
  type EresourceOptions,
  eresource,
  ownerPointer,
  type ResourceRoutines,
} from '../model/eresource/index.ts'
import type { Steps } from '../model/language/steps.ts'
import { type ThreadId, threadIdName } from '../model/protocol/thread-id.ts'
import { type Lock, lock } from './lock.ts'

/**
 * The routines on one resource in the notation of the driver catalogue: `S` SharedLite, `X` ExclusiveLite, `V` StarveExclusive, `W`
 * WaitForExclusive, all with Wait TRUE, with `?` Wait FALSE; `rel` release, `cv` convert to shared, `own` and `ownX` give a shared or an exclusive
 * hold to an owner pointer, `relP` releases for the pointer.
 */
export type EresourceCall = 'S' | 'rel' | 'X' | 'V' | 'W' | 'S?' | 'X?' | 'V?' | 'W?' | 'cv' | 'own' | 'ownX' | 'relP'
export type EresourceSection = 'shared' | 'exclusive' | 'given' | 'given exclusive'

export type EresourceClientOptions = {
  /** How the resource behaves: a build, a release policy, mutants. */
  readonly resource?: Partial<EresourceOptions>
}

/**
 * Drivers on one ERESOURCE. The well-behaved ones obey the documented rules: who holds a resource shared does not ask for it exclusively, nor
 * through WaitForExclusive, with Wait TRUE; only an exclusive owner converts, and from then on it is a reader; what was given to an owner pointer
 * is released for the pointer; every hold is released.
 * @example
 * fc.assert(everyProgramHolds(eresourceClients()))
 */
export function eresourceClients({
  resource = {},
}: EresourceClientOptions = {}): Lock<EresourceCall, EresourceSection> {
  const owning = ['shared', 'exclusive'] as const
  return lock({
    name: 'ERESOURCE',
    sections: {
      shared: { excludes: ['exclusive', 'given exclusive'] },
      exclusive: { excludes: ['exclusive', 'given', 'given exclusive'] },
      given: { excludes: ['given exclusive'] },
      'given exclusive': { excludes: ['given exclusive'] },
    },
    calls: {
      S: { opens: 'shared', inside: owning },
      rel: { closes: owning },
      X: { opens: 'exclusive', inside: ['exclusive'] },
      V: { opens: 'shared', inside: owning },
      W: { opens: 'shared', inside: ['exclusive'] },
      'S?': { opens: 'shared', inside: owning },
      'X?': { opens: 'exclusive', inside: owning },
      'V?': { opens: 'shared', inside: owning },
      'W?': { opens: 'shared', inside: owning },
      cv: { closes: 'exclusive', opens: 'shared' },
      own: { closes: 'shared', opens: 'given' },
      ownX: { closes: 'exclusive', opens: 'given exclusive' },
      relP: { closes: ['given', 'given exclusive'] },
    },
    describe(tools) {
      const { R } = tools.shared({ R: eresource(resource) })
      alwaysSafe(tools, { R })
      return eresourceCalls(R)
    },
  })
}

type Calls = { readonly [C in EresourceCall]: (me: ThreadId) => Steps<unknown> }

function eresourceCalls(R: Eresource): Calls {
  const known = new Map<ThreadId, ResourceRoutines>()
  const asThread = (me: ThreadId): ResourceRoutines => {
    const routines = known.get(me) ?? asAnyThread(me)
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
  }
}
