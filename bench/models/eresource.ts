import {
  type Draft,
  type Family,
  forever,
  object,
  pick,
  proc,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
} from 'lockproof'

type Resource = {
  readonly owner: ThreadId | null
  /** How often each holder has acquired it: exclusively if it is the owner, shared otherwise. */
  readonly depths: Readonly<Record<ThreadId, number>>
  /** A set. */
  readonly sharedWaiters: readonly ThreadId[]
  /** A queue. */
  readonly exclusiveWaiters: readonly ThreadId[]
}

const unowned: Resource = { owner: null, depths: {}, sharedWaiters: [], exclusiveWaiters: [] }

const depthOf = (r: Resource, me: ThreadId): number => r.depths[me] ?? 0

const isHeld = (r: Resource): boolean => Object.getOwnPropertySymbols(r.depths).length > 0

/** Recursion is always granted; at first `may` decides. */
function acquire(r: Draft<Resource>, me: ThreadId, may: boolean): 'granted' | 'queued' {
  const depth = depthOf(r, me)
  if (depth === 0 && !may) return 'queued'
  r.depths[me] = depth + 1
  return 'granted'
}

function acquireShared(r: Draft<Resource>, me: ThreadId, may: boolean): 'granted' | 'queued' {
  const answer = acquire(r, me, may)
  if (answer === 'queued') r.sharedWaiters = withMember(r.sharedWaiters, me)
  return answer
}

function grantShared(r: Draft<Resource>): void {
  for (const waiter of r.sharedWaiters) r.depths[waiter] = 1
  r.sharedWaiters = []
}

function grantExclusive(r: Draft<Resource>): void {
  const heir = r.exclusiveWaiters.shift()
  if (heir === undefined) return
  r.owner = heir
  r.depths[heir] = 1
}

/** The last release of an owner goes to the shared waiters first, that of a sharer to the exclusive ones. */
function release(r: Draft<Resource>, me: ThreadId): void {
  const depth = depthOf(r, me)
  if (depth > 1) {
    r.depths[me] = depth - 1
    return
  }
  delete r.depths[me]
  if (r.owner === me) {
    r.owner = null
    if (r.sharedWaiters.length > 0) grantShared(r)
    else grantExclusive(r)
  } else if (!isHeld(r)) {
    if (r.exclusiveWaiters.length > 0) grantExclusive(r)
    else grantShared(r)
  }
}

/** Every routine is one atomic step; nobody acquires deeper than D. */
const resourceOf = (D: number) =>
  object(unowned)(
    {
      acquireShared: (r, me: ThreadId) => acquireShared(r, me, r.owner === null && r.exclusiveWaiters.length === 0),
      acquireSharedStarveExclusive: (r, me: ThreadId) => acquireShared(r, me, r.owner === null),
      acquireSharedWaitExclusive: (r, me: ThreadId) =>
        acquireShared(r, me, r.owner === null && r.exclusiveWaiters.length === 0),
      acquireExclusive(r, me: ThreadId) {
        const isFree = !isHeld(r)
        const answer = acquire(r, me, isFree)
        if (answer === 'queued') r.exclusiveWaiters.push(me)
        if (isFree) r.owner = me
        return answer
      },
      release(r, me: ThreadId) {
        release(r, me)
        return 'granted'
      },
      convertExclusiveToShared(r) {
        r.owner = null
        grantShared(r)
        return 'granted'
      },
    },
    {
      reads: {
        untilGranted(r, me: ThreadId) {
          waitUntil(depthOf(r, me) > 0)
        },
        /** Any routine that `me` may call now. */
        anyCall(r, me: ThreadId) {
          const depth = depthOf(r, me)
          const mayShare = depth < D
          const mayOwn = mayShare && (depth === 0 || r.owner === me)
          return pick([
            ...(mayShare ? (['acquireShared', 'acquireSharedStarveExclusive'] as const) : []),
            ...(mayOwn ? (['acquireExclusive', 'acquireSharedWaitExclusive'] as const) : []),
            ...(depth > 0 ? (['release'] as const) : []),
            ...(r.owner === me ? (['convertExclusiveToShared'] as const) : []),
          ])
        },
      },
    },
  )

const ownerIsAlone = (r: Resource): boolean =>
  r.owner === null || Object.getOwnPropertySymbols(r.depths).every((holder) => holder === r.owner)

/**
 * A lock like ERESOURCE with threads that call whatever they may; who is queued sleeps until a release grants it. Not
 * the model of lockproof/eresource, which has more in it: this is what other checkers have counted the states of.
 */
export const eresource: Family<{ N: number; D: number }> = system('eresource', { N: 3, D: 2 }, (tools, { N, D }) => {
  const { shared, threads, always } = tools
  const { resource } = shared({ resource: resourceOf(D) })

  const callAny = proc(function* callAny(me: ThreadId) {
    const routine = yield* resource.anyCall(me)
    return yield* resource[routine](me)
  })

  threads(threadIds(N), function* (me) {
    yield* forever(function* () {
      if ((yield* callAny(me)) === 'queued') yield* resource.untilGranted(me)
    })
  })

  always('exclusive excludes shared', [resource], ownerIsAlone)
})

/** The same without a proc: each thread remembers its call while it waits, until minimisation sees that it need not. */
export const flatEresource: Family<{ N: number; D: number }> = system(
  'flat eresource',
  { N: 3, D: 2 },
  (tools, { N, D }) => {
    const { shared, threads, always } = tools
    const { resource } = shared({ resource: resourceOf(D) })

    threads(threadIds(N), function* (me) {
      yield* forever(function* () {
        const routine = yield* resource.anyCall(me)
        if ((yield* resource[routine](me)) === 'queued') yield* resource.untilGranted(me)
      })
    })

    always('exclusive excludes shared', [resource], ownerIsAlone)
  },
)
