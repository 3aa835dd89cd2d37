import { cell, forever } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'
import { T0, T1, T2, T3 } from './actors.ts'
import { type Scenario, scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

/** One reader comes before the other has left, and so on for ever: no fairness of the scheduler helps the writer. */
export const writerStarvation: Scenario = scenario(
  {
    id: 'B31',
    name: 'writer starvation',
    cause: 'two threads that read with StarveExclusive can keep the resource shared for ever by overlapping',
    fix: 'ExAcquireResourceSharedLite',
    verdict: { starves: 'T1', stem: 2, cycle: 4 },
  },
  ({ shared, regions, thread, threads, fairness, starvationFree }, isFixed) => {
    const { R } = shared({ R: eresource() })
    const { asking, owning } = regions('asking', 'owning')
    thread(T1, function* () {
      yield* asking(() => asThread(T1).ExAcquireResourceExclusiveLite(R, true))
      yield* owning(() => asThread(T1).ExReleaseResourceLite(R))
    })
    threads([T2, T3], function* (me) {
      const { ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive, ExReleaseResourceLite } = asThread(me)
      const acquire = isFixed ? ExAcquireResourceSharedLite : ExAcquireSharedStarveExclusive
      yield* forever(function* () {
        yield* asking(() => acquire(R, true))
        yield* owning(() => ExReleaseResourceLite(R))
      })
    })
    if (!isFixed) fairness('strong')
    starvationFree(asking, owning)
  },
)

/** A processor that is busy with others is a scheduler that is not fair to the low thread; that owners are boosted makes it fair to it. */
export const priorityInversion: Scenario = scenario(
  {
    id: 'B32',
    name: 'priority inversion',
    cause:
      'with one processor, a busy thread of middle priority keeps the low owner from running, and a high one waits: bounded by the boost of owners, and unbounded after ExDisableResourceBoostLite',
    fix: 'leave boosts enabled',
    verdict: { starves: 'high', stem: 3, cycle: 2 },
  },
  ({ shared, regions, thread, fairness, starvationFree }, isFixed) => {
    const { R, medium } = shared({ R: eresource(), medium: cell(['idle', 'busy']) })
    const { asking, writing } = regions('asking', 'writing')
    thread('low', function* () {
      if (!isFixed) yield* asThread(T0).ExDisableResourceBoostLite(R)
      yield* writeOnce(R, T0)
    })
    thread('high', function* () {
      yield* asking(() => asThread(T1).ExAcquireResourceExclusiveLite(R, true))
      yield* writing(() => asThread(T1).ExReleaseResourceLite(R))
    })
    thread('medium', function* () {
      yield* forever(() => medium.update((state) => (state === 'idle' ? 'busy' : 'idle')))
    })
    if (!isFixed) fairness({ except: ['low'] })
    starvationFree(asking, writing)
  },
)

/** What it costs is fairness, and nobody starves; but the moment at which the answer is stale is one state. */
export const decisionOnWaiterCount: Scenario = scenario(
  {
    id: 'B40',
    name: 'decisions on waiter counts',
    cause:
      'the count is stale as soon as it is answered, so whoever keeps the resource because of it keeps it while others wait',
    fix: 'release without asking',
    verdict: { violates: 'T0 keeps it though T1 waits', steps: 3 },
  },
  ({ shared, regions, thread, never, starvationFree }, isFixed) => {
    const { R } = shared({ R: eresource() })
    const { keepingIt, asking, writing } = regions('keepingIt', 'asking', 'writing')
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExGetExclusiveWaiterCount, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(R, true)
      if (!isFixed && (yield* ExGetExclusiveWaiterCount(R)) === 0) yield* keepingIt()
      yield* ExReleaseResourceLite(R)
    })
    thread(T1, function* () {
      yield* asking(() => asThread(T1).ExAcquireResourceExclusiveLite(R, true))
      yield* writing(() => asThread(T1).ExReleaseResourceLite(R))
    })
    never(
      'T0 keeps it though T1 waits',
      [R, keepingIt],
      (r, inside) => inside.length > 0 && r.exclusiveWaiters.includes(T1),
    )
    starvationFree(asking, writing)
  },
)
