import { cell, type Steps, step, type Tools } from 'lockproof'
import { asThread, type EresourceOptions, eresource, ownerPointer } from 'lockproof/eresource'
import { mutants } from '#eresource'
import { T0, T1, T2, T3 } from './actors.ts'
import { expecting, type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

const notOwned = '0xE3 RESOURCE_NOT_OWNED'

export const releaseInCompletion: Scenario = scenario(
  {
    id: 'B18',
    name: 'release in a completion routine',
    cause: 'the completion routine runs on another thread, which owns nothing',
    fix: 'move the hold to an owner pointer and release it for the pointer',
    verdict: { fails: `${notOwned} (resource, T1, owner table, 2)` },
  },
  ({ shared, thread }, isFixed) => {
    const P = ownerPointer('request')
    const { R, request } = shared({ R: eresource(), request: cell(['none', 'pended']) })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExSetResourceOwnerPointer } = asThread(T0)
      yield* ExAcquireResourceSharedLite(R, true)
      if (isFixed) yield* ExSetResourceOwnerPointer(R, P)
      yield* request.store('pended')
    })
    thread(T1, function* () {
      const { ExReleaseResourceLite, ExReleaseResourceForThreadLite } = asThread(T1)
      yield* request.waitFor('pended')
      yield* isFixed ? ExReleaseResourceForThreadLite(R, P) : ExReleaseResourceLite(R)
    })
  },
)

export const doubleRelease: Scenario = scenario(
  {
    id: 'B19',
    name: 'double release',
    cause: 'two releases for one acquire',
    fix: 'one release for each acquire',
    verdict: { fails: `${notOwned} (resource, T0, owner table, 2)`, steps: 3 },
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceSharedLite(R, true)
      yield* ExReleaseResourceLite(R)
      if (!isFixed) yield* ExReleaseResourceLite(R)
    })
  },
)

/** T0 tries to write while it reads, and releases whatever the answer was; T1 writes. */
function releaseAfterRefusal({ shared, regions, thread, always }: Tools): void {
  const { R } = shared({ R: eresource() })
  const { reading, writing } = regions('reading', 'writing')
  thread(T0, function* () {
    const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* reading(function* () {
      yield* ExAcquireResourceExclusiveLite(R, false)
      yield* ExReleaseResourceLite(R)
      yield* step('reads on')
    })
  })
  thread(T1, function* () {
    const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T1)
    yield* ExAcquireResourceExclusiveLite(R, true)
    yield* writing(() => ExReleaseResourceLite(R))
  })
  always('exclusive excludes shared', [reading, writing], (r, w) => r.length === 0 || w.length === 0)
}

export const releaseAfterFailedTry: Scenario = scenario(
  {
    id: 'B20',
    name: 'release after a failed try',
    cause: 'FALSE means that nothing was acquired; the release then gives up another hold, or one that does not exist',
    fix: 'release only what was acquired',
    verdict: { fails: `${notOwned} (resource, T0, owner table, 2)`, steps: 3 },
    also: [
      expecting(
        'B20 inside a shared hold: a race',
        { violates: 'exclusive excludes shared', steps: 4 },
        releaseAfterRefusal,
      ),
    ],
  },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      const isAcquired = yield* ExAcquireResourceExclusiveLite(R, false)
      if (isAcquired || !isFixed) yield* ExReleaseResourceLite(R)
    })
    thread(T1, () => writeOnce(R, T1))
  },
)

/** T0 owns; T1 releases. T1 waits for the moment, so that the release finds an owner. */
function foreignRelease(
  { shared, regions, threads, thread, always }: Tools,
  options: Partial<EresourceOptions>,
  isFixed = false,
): void {
  const { R, isOwned } = shared({ R: eresource(options), isOwned: cell([false, true]) })
  const { writing } = regions('writing')
  threads([T0, T2], function* (me) {
    const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
    yield* ExAcquireResourceExclusiveLite(R, true)
    yield* writing(function* () {
      yield* isOwned.store(true)
      yield* step('writes')
      yield* ExReleaseResourceLite(R)
    })
  })
  thread(T1, function* () {
    yield* isOwned.waitFor(true)
    if (!isFixed) yield* asThread(T1).ExReleaseResourceLite(R)
  })
  always('one writer at a time', [writing], (inside) => inside.length <= 1)
}

export const foreignReleaseOfExclusive: Scenario = scenario(
  {
    id: 'B22',
    name: 'foreign release of an exclusive hold',
    cause: 'T1 releases what T0 owns',
    fix: 'the owner releases',
    verdict: { fails: `${notOwned} (resource, T1, owner table, 2)` },
    also: [
      expecting('B22 where only an assert looks at the owner', { violates: 'one writer at a time' }, (tools) =>
        foreignRelease(tools, { rules: mutants.releaseWithoutOwnerCheck }),
      ),
    ],
  },
  (tools, isFixed) => foreignRelease(tools, {}, isFixed),
)

/** T0 reads, T1 waits to write, T2 to read, and T3 releases for T2, which owns nothing yet. */
function releaseForWaiter(
  { shared, regions, thread, always }: Tools,
  options: Partial<EresourceOptions>,
  isFixed = false,
): void {
  const { R } = shared({ R: eresource(options) })
  const { reading, writing } = regions('reading', 'writing')
  thread(T0, function* () {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* reading(() => ExReleaseResourceLite(R))
  })
  thread(T1, function* () {
    const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T1)
    yield* ExAcquireResourceExclusiveLite(R, true)
    yield* writing(() => ExReleaseResourceLite(R))
  })
  thread(T2, function* (): Steps {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T2)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* ExReleaseResourceLite(R)
  })
  thread(T3, function* () {
    const { ExGetExclusiveWaiterCount, ExGetSharedWaiterCount, ExReleaseResourceForThreadLite } = asThread(T3)
    const isWriterQueued = (yield* ExGetExclusiveWaiterCount(R)) > 0
    const isReaderQueued = (yield* ExGetSharedWaiterCount(R)) > 0
    if (isWriterQueued && isReaderQueued && !isFixed) yield* ExReleaseResourceForThreadLite(R, T2)
  })
  always('exclusive excludes shared', [reading, writing], (r, w) => r.length === 0 || w.length === 0)
}

export const releaseForWaitingThread: Scenario = scenario(
  {
    id: 'B39',
    name: 'release for a thread that only waits',
    cause: 'the entry of a waiting reader is in the owner table already, but it owns nothing yet',
    fix: 'T2 releases when it owns',
    verdict: { fails: `${notOwned} (resource, T2, owner table, 3)` },
    also: [
      expecting('B39 where the waiting entry is found', { violates: 'exclusive excludes shared' }, (tools) =>
        releaseForWaiter(tools, { rules: mutants.releaseFindsWaiter }),
      ),
    ],
  },
  (tools, isFixed) => releaseForWaiter(tools, {}, isFixed),
)
