import { cell, range, repeatUntil } from 'lockproof'
import { asThread, eresource } from 'lockproof/eresource'
import { T0, T1 } from './actors.ts'
import { type Scenario, scenario } from './scenario.ts'

const story = {
  cause: 'a reader that asks for exclusive access waits for all readers to leave, itself among them',
  fix: 'release first, then acquire exclusively',
}

export const upgradeAlone: Scenario = scenario(
  { id: 'B1', name: 'upgrade, alone', ...story, verdict: { deadlock: true, steps: 2 } },
  ({ shared, thread }, isFixed) => {
    const { R } = shared({ R: eresource() })
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceSharedLite(R, true)
      if (isFixed) yield* ExReleaseResourceLite(R)
      yield* ExAcquireResourceExclusiveLite(R, true)
      yield* ExReleaseResourceLite(R)
    })
  },
)

/** One of the two that asks is enough: the other reader queues behind it. */
export const upgradeTwoReaders: Scenario = scenario(
  { id: 'B2', name: 'upgrade, two readers', ...story, verdict: { deadlock: true, steps: 3 } },
  ({ shared, threads }, isFixed) => {
    const { R } = shared({ R: eresource() })
    threads([T0, T1], function* (me) {
      const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
      yield* ExAcquireResourceSharedLite(R, true)
      if (isFixed) yield* ExReleaseResourceLite(R)
      yield* ExAcquireResourceExclusiveLite(R, true)
      yield* ExReleaseResourceLite(R)
    })
  },
)

export const upgradeByPolling: Scenario = scenario(
  {
    id: 'B3',
    name: 'upgrade by polling',
    cause: 'the exclusive acquire answers FALSE as long as the poller keeps its own shared hold: a livelock',
    fix: story.fix,
    verdict: { starves: 'T0', stem: 1, cycle: 1 },
  },
  ({ shared, regions, thread, starvationFree }, isFixed) => {
    const { R } = shared({ R: eresource() })
    const { polling, writing } = regions('polling', 'writing')
    thread(T0, function* () {
      const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceSharedLite(R, true)
      if (isFixed) yield* ExReleaseResourceLite(R)
      yield* polling(() => repeatUntil(() => ExAcquireResourceExclusiveLite(R, false)))
      yield* writing(() => ExReleaseResourceLite(R))
    })
    starvationFree(polling, writing)
  },
)

export const releaseThenReacquire: Scenario = scenario(
  {
    id: 'B4',
    name: 'release, then acquire again',
    cause: 'between the two another writer gets in, and what was read before is stale',
    fix: 'read again under the exclusive hold',
    verdict: { violates: 'no update is lost' },
  },
  ({ shared, ghosts, threads, always }, isFixed) => {
    const { R, version } = shared({ R: eresource(), version: cell(range(3)) })
    const { updates } = ghosts({ updates: cell(range(3)) })
    threads([T0, T1], function* (me) {
      const { ExAcquireResourceSharedLite, ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
      yield* ExAcquireResourceSharedLite(R, true)
      const seen = yield* version.load()
      yield* ExReleaseResourceLite(R)
      yield* ExAcquireResourceExclusiveLite(R, true)
      const current = isFixed ? yield* version.load() : seen
      yield* version.store(current + 1).recording(() => updates.add(1))
      yield* ExReleaseResourceLite(R)
    })
    always('no update is lost', [version, updates], (stored, counted) => stored === counted)
  },
)
