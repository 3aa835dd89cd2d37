import { cell, forever, type ThreadId } from 'lockproof'
import { asThread, eresource, isWaiting } from 'lockproof/eresource'
import { T0, T1, T2, T3 } from './actors.ts'
import { livenessScenario, type Scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

/** Safety shows that readers are granted while the writer waits; that they can go on for ever is liveness. */
export const writerStarvation: Scenario = livenessScenario(
  {
    id: 'B31',
    name: 'writer starvation',
    cause: 'two threads that read with StarveExclusive can keep the resource shared for ever by overlapping',
    fix: 'ExAcquireResourceSharedLite',
  },
  ({ shared, ghosts, thread, threads, reachable, never }, isFixed) => {
    const { R } = shared({ R: eresource() })
    const { overtakes } = ghosts({ overtakes: cell([0, 1, 2]) }) // grants since the writer asked, 2 for more
    thread(T1, function* () {
      const answer = yield* R.ExAcquireResourceExclusiveLite(T1, true).with(() => overtakes.store(0))
      if (answer === 'waits') yield* R.returnsFromWait(T1)
      yield* R.ExReleaseResourceLite(T1)
    })
    const ask = (me: ThreadId) =>
      isFixed ? R.ExAcquireResourceSharedLite(me, true) : R.ExAcquireSharedStarveExclusive(me, true)
    const count = (n: 0 | 1 | 2): 0 | 1 | 2 => (n === 0 ? 1 : 2)
    threads([T2, T3], function* (me) {
      yield* forever(function* () {
        const answer = yield* ask(me).with((granted) => granted === true && overtakes.update(count))
        if (answer === 'waits') yield* R.returnsFromWait(me)
        yield* R.ExReleaseResourceLite(me)
      })
    })
    const isOvertaken = 'readers are granted while the writer waits'
    if (isFixed) never(isOvertaken, [R, overtakes], (r, grants) => isWaiting(r, T1) && grants > 0)
    else reachable(isOvertaken, [R, overtakes], (r, grants) => isWaiting(r, T1) && grants === 2)
  },
)

/** Without priorities and processors nothing is inverted; what is checked is that the high thread can wait while only the low one could help it. */
export const priorityInversion: Scenario = livenessScenario(
  {
    id: 'B32',
    name: 'priority inversion',
    cause:
      'with one processor, a busy thread of middle priority keeps the low owner from running, and a high one waits: bounded by the boost of owners, and unbounded after ExDisableResourceBoostLite',
    fix: 'leave boosts enabled',
  },
  ({ shared, thread, reachable }, isFixed) => {
    const { R, medium } = shared({ R: eresource(), medium: cell(['idle', 'busy']) })
    thread('low', function* () {
      const my = asThread(T0)
      if (!isFixed) yield* my.ExDisableResourceBoostLite(R)
      yield* my.ExAcquireResourceExclusiveLite(R, true)
      yield* my.ExReleaseResourceLite(R)
    })
    thread('high', () => writeOnce(R, T1))
    thread('medium', () => medium.store('busy'))
    reachable(
      'high waits for low while medium is busy',
      [R, medium],
      (r, state) => isWaiting(r, T1) && state === 'busy' && r.isBoostDisabled !== isFixed,
    )
  },
)

/** Safety shows the moment at which the answer is stale; that it costs fairness is liveness. */
export const decisionOnWaiterCount: Scenario = livenessScenario(
  {
    id: 'B40',
    name: 'decisions on waiter counts',
    cause:
      'the count is stale as soon as it is answered, so whoever keeps the resource because of it keeps it while others wait',
    fix: 'release without asking',
  },
  ({ shared, regions, thread, reachable, never }, isFixed) => {
    const { R } = shared({ R: eresource() })
    const { keepingIt } = regions('keepingIt')
    thread(T0, function* () {
      const { ExAcquireResourceExclusiveLite, ExGetExclusiveWaiterCount, ExReleaseResourceLite } = asThread(T0)
      yield* ExAcquireResourceExclusiveLite(R, true)
      if (!isFixed && (yield* ExGetExclusiveWaiterCount(R)) === 0) yield* keepingIt()
      yield* ExReleaseResourceLite(R)
    })
    thread(T1, () => writeOnce(R, T1))
    if (isFixed) never('T0 keeps it though T1 waits', [keepingIt], (inside) => inside.length > 0)
    else reachable('T0 keeps it though T1 waits', [R, keepingIt], (r, inside) => inside.length > 0 && isWaiting(r, T1))
  },
)
