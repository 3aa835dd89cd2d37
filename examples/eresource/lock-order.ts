import { cell, repeatUntil, type Steps, type ThreadId } from 'lockproof'
import { asThread, type Eresource, eresource, ownerPointer } from 'lockproof/eresource'
import { T0, T1, T2, T3 } from './actors.ts'
import { type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

/** Both, one after the other, and back. */
function* both(me: ThreadId, first: Eresource, second: Eresource, secondShared = false): Steps {
  const { ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(me)
  yield* ExAcquireResourceExclusiveLite(first, true)
  yield* secondShared ? ExAcquireResourceSharedLite(second, true) : ExAcquireResourceExclusiveLite(second, true)
  yield* ExReleaseResourceLite(second)
  yield* ExReleaseResourceLite(first)
}

export const pagingOrder: Scenario = scenario(
  {
    id: 'B9',
    name: 'paging order inversion',
    cause: 'one thread takes the main resource before the paging one, the other the other way round',
    fix: 'everybody takes main before paging',
    verdict: { deadlock: true, steps: 4 },
  },
  ({ shared, thread }, isFixed) => {
    const { main, paging } = shared({ main: eresource(), paging: eresource() })
    thread(T0, () => both(T0, main, paging))
    thread(T1, function* () {
      const { ExAcquireResourceExclusiveLite, ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T1)
      if (isFixed) yield* ExAcquireResourceExclusiveLite(main, true)
      yield* ExAcquireResourceSharedLite(paging, true)
      if (!isFixed) yield* ExAcquireResourceExclusiveLite(main, true)
      yield* ExReleaseResourceLite(paging)
      yield* ExReleaseResourceLite(main)
    })
  },
)

export const flushUnderSharedHold: Scenario = scenario(
  {
    id: 'B10',
    name: 'flush under a shared hold',
    cause: 'the flush callback acquires exclusively what its own thread holds shared',
    fix: 'the callback asks ExIsResourceAcquiredSharedLite and acquires shared what is held already',
    verdict: { deadlock: true, steps: 2 },
  },
  ({ shared, thread }, isFixed) => {
    const { main, paging } = shared({ main: eresource(), paging: eresource() })
    const my = asThread(T0)
    const flushCallback = function* (): Steps {
      const isHeld = isFixed && (yield* my.ExIsResourceAcquiredSharedLite(main)) > 0
      yield* isHeld ? my.ExAcquireResourceSharedLite(main, true) : my.ExAcquireResourceExclusiveLite(main, true)
      yield* my.ExAcquireResourceSharedLite(paging, true)
      yield* my.ExReleaseResourceLite(paging)
      yield* my.ExReleaseResourceLite(main)
    }
    thread(T0, function* () {
      yield* my.ExAcquireResourceSharedLite(main, true)
      yield* flushCallback()
      yield* my.ExReleaseResourceLite(main)
    })
  },
)

export const concurrentFlushes: Scenario = scenario(
  {
    id: 'B11',
    name: 'two concurrent flushes',
    cause: 'each flush owns the resource that the other one asks for',
    fix: 'both take A before B',
    verdict: { deadlock: true, steps: 4 },
  },
  ({ shared, thread }, isFixed) => {
    const { A, B } = shared({ A: eresource(), B: eresource() })
    thread(T0, () => both(T0, A, B))
    thread(T1, () => (isFixed ? both(T1, A, B) : both(T1, B, A, true)))
  },
)

export const orderWithIo: Scenario = scenario(
  {
    id: 'B12',
    name: 'volume and file order with an I/O edge',
    cause: 'the owner of the file waits for I/O, whose completion waits for the volume, whose owner waits for the file',
    fix: 'signal the completion before taking the volume',
    verdict: { deadlock: true },
  },
  ({ shared, thread }, isFixed) => {
    const { F, V, io } = shared({ F: eresource(), V: eresource(), io: cell(['pending', 'complete']) })
    thread(T1, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T1)
      yield* ExAcquireResourceExclusiveLite(F, true)
      yield* io.waitFor('complete')
      yield* ExReleaseResourceLite(F)
    })
    thread(T2, () => both(T2, V, F))
    thread(T3, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T3)
      if (isFixed) yield* io.store('complete')
      yield* ExAcquireResourceExclusiveLite(V, true)
      if (!isFixed) yield* io.store('complete')
      yield* ExReleaseResourceLite(V)
    })
  },
)

export const shutdownCycle: Scenario = scenario(
  {
    id: 'B13',
    name: 'shutdown cycle',
    cause: 'a request owns F until the queue stops, which happens under D, which a thread that waits for F holds',
    fix: 'stop the queue before taking D',
    verdict: { deadlock: true },
  },
  ({ shared, thread }, isFixed) => {
    const P = ownerPointer('request')
    const { F, D, queue } = shared({
      F: eresource({ releasers: { [P]: T2 } }),
      D: eresource(),
      queue: cell(['empty', 'holds the request']),
    })
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExSetResourceOwnerPointer } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(F, true)
      yield* ExSetResourceOwnerPointer(F, P)
      yield* queue.store('holds the request')
    })
    thread(T1, function* () {
      const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T1)
      yield* ExAcquireResourceSharedLite(D, true)
      yield* ExAcquireResourceExclusiveLite(F, true)
      yield* ExReleaseResourceLite(F)
      yield* ExReleaseResourceLite(D)
    })
    thread(T2, function* () {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite, ExReleaseResourceForThreadLite } = asThread(T2)
      const stopQueue = function* (): Steps {
        yield* queue.waitFor('holds the request')
        yield* ExReleaseResourceForThreadLite(F, P)
      }
      if (isFixed) yield* stopQueue()
      yield* ExAcquireResourceExclusiveLite(D, true)
      if (!isFixed) yield* stopQueue()
      yield* ExReleaseResourceLite(D)
    })
  },
)

export const tryAndBackOff: Scenario = scenario(
  {
    id: 'B41',
    name: 'lock order with try and back off',
    cause:
      'two threads that take A and B in opposite order and back off in step never get both: a livelock, no deadlock',
    fix: 'one order, and no need to try',
    verdict: { violates: 'progress', stem: 0, cycle: 6 },
  },
  ({ shared, regions, thread, always, progress }, isFixed) => {
    const { A, B } = shared({ A: eresource(), B: eresource() })
    const { trying, owningBoth } = regions('trying', 'owningBoth')
    const attempt = function* (me: ThreadId, first: Eresource, second: Eresource): Steps {
      const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
      const acquireBoth = function* (): Steps<boolean> {
        yield* ExAcquireResourceExclusiveLite(first, true)
        const gotBoth = yield* ExAcquireResourceExclusiveLite(second, isFixed)
        if (!gotBoth) yield* ExReleaseResourceLite(first)
        return gotBoth
      }
      yield* trying(() => repeatUntil(acquireBoth))
      yield* owningBoth(() => ExReleaseResourceLite(second))
      yield* ExReleaseResourceLite(first)
    }
    thread(T0, () => attempt(T0, A, B))
    thread(T1, () => (isFixed ? attempt(T1, A, B) : attempt(T1, B, A)))
    always('one at a time', [owningBoth], (inside) => inside.length <= 1)
    progress(trying, owningBoth)
  },
)

export const unmatchedCallback: Scenario = scenario(
  {
    id: 'B42',
    name: 'acquire callback without matching release',
    cause: 'the callback acquires two resources and its counterpart releases one',
    fix: 'the release callback releases both',
    verdict: { deadlock: true },
  },
  ({ shared, thread }, isFixed) => {
    const { main, paging } = shared({ main: eresource(), paging: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceSharedLite(main, true) // AcquireForCcFlush
      yield* ExAcquireResourceSharedLite(paging, true)
      yield* ExReleaseResourceLite(paging) // ReleaseForCcFlush
      if (isFixed) yield* ExReleaseResourceLite(main)
    })
    thread(T1, () => writeOnce(main, T1))
  },
)
