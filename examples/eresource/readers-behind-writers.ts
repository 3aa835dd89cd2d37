import { cell, type Steps, type ThreadId, type Tools } from 'lockproof'
import { asThread, type Eresource, type EresourceOptions, eresource, ownerPointer } from 'lockproof/eresource'
import { mutants } from '#eresource'
import { T0, T1, T2 } from './actors.ts'
import { correctScenario, expecting, type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

export const recursiveWaitForExclusive: Scenario = scenario(
  {
    id: 'B5',
    name: 'recursive WaitForExclusive',
    cause: 'the reader lets the writer go first, and the writer waits for the reader to leave',
    fix: 'ExAcquireResourceSharedLite, which grants an owner again',
    verdict: { deadlock: true, steps: 3 },
  },
  (tools, isFixed) =>
    readAgainBehindWriter(tools, (me, R) => {
      const { ExAcquireResourceSharedLite, ExAcquireSharedWaitForExclusive } = asThread(me)
      return isFixed ? ExAcquireResourceSharedLite(R, true) : ExAcquireSharedWaitForExclusive(R, true)
    }),
)

export const recursiveWaitForExclusiveWithoutWait: Scenario = correctScenario(
  {
    id: 'B6',
    name: 'recursive WaitForExclusive without Wait',
    cause:
      'it answers FALSE and nobody waits; an ERESOURCE whose SharedLite kept owners waiting behind a writer would deadlock here',
    also: [
      expecting('B6 misread: SharedLite keeps an owner waiting', { deadlock: true, steps: 3 }, (tools) =>
        readAgainBehindWriter(tools, (me, R) => asThread(me).ExAcquireResourceSharedLite(R, true), {
          rules: mutants.recursiveReaderWaits,
        }),
      ),
    ],
  },
  (tools) => readAgainBehindWriter(tools, (me, R) => asThread(me).ExAcquireSharedWaitForExclusive(R, false)),
)

type Again = (me: ThreadId, R: Eresource) => Steps<boolean>

/** T0 reads and asks again; T1 writes. */
function readAgainBehindWriter({ shared, thread }: Tools, again: Again, options: Partial<EresourceOptions> = {}): void {
  const { R } = shared({ R: eresource(options) })
  thread(T0, function* () {
    const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
    yield* ExAcquireResourceSharedLite(R, true)
    if (yield* again(T0, R)) yield* ExReleaseResourceLite(R)
    yield* ExReleaseResourceLite(R)
  })
  thread(T1, () => writeOnce(R, T1))
}

export const helperReadsAgain: Scenario = scenario(
  {
    id: 'B7',
    name: 'a helper thread reads again',
    cause:
      'the helper owns nothing itself, so it waits behind the writer, which waits for the reader, which waits for the helper',
    fix: 'the helper acquires with ExAcquireSharedStarveExclusive',
    verdict: { deadlock: true },
  },
  ({ shared, thread }, isFixed) => {
    const { R, work } = shared({ R: eresource(), work: cell(['none', 'posted', 'done']) })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceSharedLite(R, true)
      yield* work.store('posted')
      yield* work.waitFor('done')
      yield* ExReleaseResourceLite(R)
    })
    thread(T1, () => writeOnce(R, T1))
    thread(T2, function* () {
      const { ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive, ExReleaseResourceLite } = asThread(T2)
      yield* work.waitFor('posted')
      yield* isFixed ? ExAcquireSharedStarveExclusive(R, true) : ExAcquireResourceSharedLite(R, true)
      yield* ExReleaseResourceLite(R)
      yield* work.store('done')
    })
  },
)

export const ownerPointerReadAgain: Scenario = scenario(
  {
    id: 'B8',
    name: 'reading again under an owner pointer',
    cause:
      'the hold belongs to the owner pointer, so the thread that continues the request is not recognised as an owner',
    fix: 'the continuing thread acquires with ExAcquireSharedStarveExclusive',
    verdict: { deadlock: true },
  },
  ({ shared, thread }, isFixed) => {
    const P = ownerPointer('request')
    const { R, request } = shared({ R: eresource({ releasers: { [P]: T2 } }), request: cell(['none', 'pended']) })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExSetResourceOwnerPointer } = asThread(T0)
      yield* ExAcquireResourceSharedLite(R, true)
      yield* ExSetResourceOwnerPointer(R, P)
      yield* request.store('pended')
    })
    thread(T1, () => writeOnce(R, T1))
    thread(T2, function* () {
      const { ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive, ...my } = asThread(T2)
      yield* request.waitFor('pended')
      yield* isFixed ? ExAcquireSharedStarveExclusive(R, true) : ExAcquireResourceSharedLite(R, true)
      yield* my.ExReleaseResourceLite(R)
      yield* my.ExReleaseResourceForThreadLite(R, P)
    })
  },
)
