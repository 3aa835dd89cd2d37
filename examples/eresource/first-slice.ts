import {
  atomically,
  cell,
  choose,
  type Family,
  forever,
  proc,
  range,
  system,
  type ThreadId,
  type Tools,
  threadIds,
} from 'lockproof'
import { alwaysSafe, asThread, type EresourceOptions, eresource } from 'lockproof/eresource'
import { mutants } from '#eresource'
import { T0 } from './actors.ts'

/** Threads that write or read for ever, each time D holds deep. */
function readersAndWriters(
  tools: Tools,
  ids: readonly ThreadId[],
  D: number,
  options: Partial<EresourceOptions>,
): void {
  const { shared, regions, threads, always } = tools
  const { R } = shared({ R: eresource({ recursionLimit: D, ...options }) })
  const { writing, reading } = regions('writing', 'reading')

  threads(ids, function* (me) {
    const { ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(me)
    /** The holds beyond the first, which are never refused, and all releases. */
    const recursion = proc(function* recursion() {
      for (const _ of range(1, D)) yield* ExAcquireResourceSharedLite(R, true)
      for (const _ of range(D)) yield* ExReleaseResourceLite(R)
    })
    yield* forever(function* () {
      if ((yield* choose(['write', 'read'])) === 'write') {
        yield* ExAcquireResourceExclusiveLite(R, true)
        yield* writing(recursion)
      } else {
        yield* ExAcquireResourceSharedLite(R, true)
        yield* reading(recursion)
      }
    })
  })

  always(
    'exclusive excludes shared',
    [writing, reading],
    (w, r) => w.length === 0 || (w.length === 1 && r.length === 0),
  )
  always('a thread inside is an owner', [R, writing, reading], (r, writers, readers) =>
    [...writers, ...readers].every((id) => r.owners[id] !== undefined),
  )
  alwaysSafe(tools, { R })
}

/** ERESOURCE keeps readers and writers apart, and whoever is inside owns. */
export const readersWriters: Family<{ N: number; D: number }> = system(
  'readers and writers',
  { N: 3, D: 2 },
  (tools, { N, D }) => readersAndWriters(tools, threadIds(N), D, {}),
)

/** Mutant: readers are granted beside an exclusive owner. */
export const sharedBesideExclusive: Family<{ N: number; D: number }> = system(
  'shared granted beside exclusive',
  { N: 3, D: 2 },
  (tools, { N, D }) => {
    readersAndWriters(tools, threadIds(N), D, { rules: mutants.sharedBesideExclusive })
    tools.expectVerdict({ violates: 'exclusive excludes shared', steps: 2 })
  },
)

/** T0 owns exclusively; N - 1 others try to, and release without looking at the answer. */
function carelessRelease(tools: Tools, N: number, options: Partial<EresourceOptions>): void {
  const { shared, regions, thread, threads, always } = tools
  const { R } = shared({ R: eresource(options) })
  const { holding } = regions('holding')

  thread(T0, function* () {
    const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceExclusiveLite(R, true)
    yield* holding(() => ExReleaseResourceLite(R))
  })
  threads(threadIds(N - 1, 'careless'), function* (me) {
    const { ExTryToAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
    yield* ExTryToAcquireResourceExclusiveLite(R)
    yield* ExReleaseResourceLite(R)
  })

  always('release only by an owner', [R, holding], (r, inside) => inside.every((id) => r.owners[id] !== undefined))
}

/** Releasing what one does not own stops the machine. */
export const releaseByNonOwner: Family<{ N: number }> = system('release by a non-owner', { N: 2 }, (tools, { N }) => {
  carelessRelease(tools, N, {})
  tools.expectVerdict({ fails: 'bug check 0xE3 RESOURCE_NOT_OWNED (resource, careless0, owner table, 2)', steps: 3 })
})

/** Mutant: a release takes a hold from whoever owns. */
export const releaseWithoutOwnerCheck: Family<{ N: number }> = system(
  'release without owner check',
  { N: 2 },
  (tools, { N }) => {
    carelessRelease(tools, N, { rules: mutants.releaseWithoutOwnerCheck })
    tools.expectVerdict({ violates: 'release only by an owner', steps: 3 })
  },
)

/** Threads own, in either mode and D deep, while one more reinitializes at any moment: misuse, but all must be zero afterwards. */
function reinitialization(tools: Tools, N: number, D: number, options: Partial<EresourceOptions>): void {
  const { shared, thread, threads, always } = tools
  const { R, isZero } = shared({ R: eresource({ recursionLimit: D, ...options }), isZero: cell([true, false]) })

  threads(threadIds(N), function* (me) {
    const { ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite } = asThread(me)
    const acquire =
      (yield* choose(['write', 'read'])) === 'write' ? ExAcquireResourceExclusiveLite : ExAcquireResourceSharedLite
    for (const _ of range(D)) yield* acquire(R, false)
  })
  thread('cleaner', function* () {
    yield* atomically(function* () {
      yield* R.ExReinitializeResourceLite()
      yield* isZero.store(yield* R.isZeroed())
    })
  })

  always('reinitialize zeros the owner table', [isZero], (zero) => zero)
}

/** Reinitialize clears every slot of the owner table, every flag and every count. */
export const reinitialize: Family<{ N: number; D: number }> = system(
  'reinitialize',
  { N: 3, D: 2 },
  (tools, { N, D }) => reinitialization(tools, N, D, {}),
)

/** Mutant: reinitialize clears the flags and the counts and forgets the table. */
export const reinitializeForgetsTable: Family<{ N: number; D: number }> = system(
  'reinitialize forgets the table',
  { N: 3, D: 2 },
  (tools, { N, D }) => {
    reinitialization(tools, N, D, { rules: mutants.reinitializeForgetsTable })
    tools.expectVerdict({ violates: 'reinitialize zeros the owner table', steps: 2 })
  },
)
