import { cell, forever, object, type System, system, type ThreadId, threadIds, waitUntil } from 'lockproof'

const baton = (first: ThreadId) =>
  object<{ holder: ThreadId | null; next: ThreadId }>({ holder: null, next: first })(
    {
      take(d, me: ThreadId) {
        waitUntil(d.holder === null && d.next === me)
        d.holder = me
      },
      pass(d, to: ThreadId) {
        d.holder = null
        d.next = to
      },
    },
    { owners: ({ holder }) => (holder === null ? [] : [holder]) },
  )

/** Eight threads take turns, and each turn has four steps; after so many turns the run is at its end. It has one order, so that it is soon found. */
export function relay(turns: number): System {
  return system(`relay of ${turns} turns`, ({ shared, threads, always, regions }) => {
    const ids = threadIds(8)
    const { stick, count, mark } = shared({
      stick: baton(ids[0] as ThreadId),
      count: cell(Array.from({ length: turns + 1 }, (_, index) => index)),
      mark: cell(['even', 'odd']),
    })
    const { running } = regions('running')
    threads(ids, function* (me) {
      const next = ids[(ids.indexOf(me) + 1) % ids.length] as ThreadId
      yield* forever(function* () {
        yield* stick.take(me)
        yield* running(function* () {
          yield* count.update((it) => Math.min(it + 1, turns))
          yield* mark.update((it) => (it === 'even' ? 'odd' : 'even'))
        })
        yield* stick.pass(next)
      })
    })
    always('not there yet', [count], (it) => it < turns)
  })
}
