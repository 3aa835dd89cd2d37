import { cell, type Tools } from 'lockproof'
import { asThread, type EresourceOptions, eresource } from 'lockproof/eresource'
import { T0, T1 } from './actors.ts'
import { expecting, type Scenario, scenario } from './scenario.ts'

/** T0 reads; T1 deletes the resource and frees its storage, while T0 owns or when it has finished. */
function deletion({ shared, thread }: Tools, options: Partial<EresourceOptions>, isFixed = false): void {
  const { R, reader } = shared({ R: eresource(options), reader: cell(['outside', 'inside', 'finished']) })
  thread(T0, function* () {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceSharedLite(R, true)
    yield* reader.store('inside')
    yield* ExReleaseResourceLite(R)
    yield* reader.store('finished')
  })
  thread(T1, function* () {
    const { ExDeleteResourceLite, ExFreePool } = asThread(T1)
    yield* reader.waitUntil((state) => (isFixed ? state === 'finished' : state !== 'outside'))
    yield* ExDeleteResourceLite(R)
    yield* ExFreePool(R)
  })
}

export const deleteWhileHeld: Scenario = scenario(
  {
    id: 'B27',
    name: 'delete while held',
    cause: 'nothing keeps a resource alive that somebody owns',
    fix: 'delete when the last user has finished',
    verdict: { fails: 'deleteWhileOwned' },
    also: [
      expecting('B27 in a free build', { fails: 'use after free: a release' }, (tools) =>
        deletion(tools, { build: 'free' }),
      ),
    ],
  },
  (tools, isFixed) => deletion(tools, {}, isFixed),
)

function freeing({ shared, thread }: Tools, options: Partial<EresourceOptions>, isFixed = false): void {
  const { R } = shared({ R: eresource({ start: 'uninitialized', ...options }) })
  thread(T0, function* () {
    const my = asThread(T0)
    yield* my.ExInitializeResourceLite(R)
    yield* my.ExAcquireResourceExclusiveLite(R, true)
    yield* my.ExReleaseResourceLite(R)
    if (isFixed) yield* my.ExDeleteResourceLite(R)
    yield* my.ExFreePool(R)
  })
}

export const freeWithoutDelete: Scenario = scenario(
  {
    id: 'B28',
    name: 'free without delete',
    cause: 'the freed storage stays linked into the list of all resources',
    fix: 'delete before freeing',
    verdict: { fails: '0xC4/0xD2', steps: 4 },
    also: [
      expecting('B28 without Verifier', { fails: 'missing delete', steps: 4 }, (tools) =>
        freeing(tools, { verifier: false }),
      ),
    ],
  },
  (tools, isFixed) => freeing(tools, { verifier: true }, isFixed),
)

/** The calls of a life, one after the other. */
function lifeOf({ shared, thread }: Tools, calls: readonly ('initialize' | 'delete')[], verifier: boolean): void {
  const { R } = shared({ R: eresource({ start: 'uninitialized', verifier }) })
  thread(T0, function* () {
    const { ExInitializeResourceLite, ExDeleteResourceLite } = asThread(T0)
    for (const call of calls) yield* call === 'initialize' ? ExInitializeResourceLite(R) : ExDeleteResourceLite(R)
  })
}

export const initializeOrDeleteTwice: Scenario = scenario(
  {
    id: 'B29',
    name: 'initialize twice, delete twice',
    cause: 'a live resource is linked in again, or a dead one unlinked again',
    fix: 'initialize and delete alternate',
    verdict: { fails: '0xC4/0xD0', steps: 2 },
    also: [
      expecting('B29 delete twice', { fails: '0xC4/0xD1', steps: 3 }, (tools) =>
        lifeOf(tools, ['initialize', 'delete', 'delete'], true),
      ),
      expecting('B29 delete uninitialized', { fails: '0xC4/0xD1', steps: 1 }, (tools) =>
        lifeOf(tools, ['delete'], true),
      ),
      expecting('B29 initialize twice without Verifier', { fails: 'doubleInit', steps: 2 }, (tools) =>
        lifeOf(tools, ['initialize', 'initialize'], false),
      ),
      expecting('B29 delete twice without Verifier', { fails: 'doubleDelete', steps: 3 }, (tools) =>
        lifeOf(tools, ['initialize', 'delete', 'delete'], false),
      ),
    ],
  },
  (tools, isFixed) =>
    lifeOf(tools, isFixed ? ['initialize', 'delete', 'initialize', 'delete'] : ['initialize', 'initialize'], true),
)

/** T0 writes and reinitializes; T1 writes too. */
function reinitializing({ shared, thread }: Tools, afterwards: 'return' | 'release', isFixed = false): void {
  const { R, other } = shared({ R: eresource(), other: cell(['at work', 'finished']) })
  thread(T0, function* () {
    const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite, ExReinitializeResourceLite } = asThread(T0)
    yield* ExAcquireResourceExclusiveLite(R, true)
    if (isFixed) {
      yield* ExReleaseResourceLite(R)
      yield* other.waitFor('finished')
    }
    yield* ExReinitializeResourceLite(R)
    if (afterwards === 'release' && !isFixed) yield* ExReleaseResourceLite(R)
  })
  thread(T1, function* () {
    const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T1)
    yield* ExAcquireResourceExclusiveLite(R, true)
    yield* ExReleaseResourceLite(R)
    yield* other.store('finished')
  })
}

export const reinitializeWithWaiters: Scenario = scenario(
  {
    id: 'B30',
    name: 'reinitialize with waiters',
    cause: 'the wait lists are initialized under the waiting thread, and nothing wakes it any more',
    fix: 'reinitialize when nobody owns and nobody waits',
    verdict: { deadlock: true, steps: 3 },
    also: [
      expecting('B30 release after reinitialize', { fails: '0xE3', steps: 3 }, (tools) =>
        reinitializing(tools, 'release'),
      ),
    ],
  },
  (tools, isFixed) => reinitializing(tools, 'return', isFixed),
)
