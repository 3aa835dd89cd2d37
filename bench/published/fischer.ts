import {
  atomically,
  cell,
  cells,
  type Family,
  forever,
  proc,
  range,
  repeatUntil,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'

/**
 * `fischer` of the BEEM benchmark set: exclusion by timing. Who sees nobody's name has K1 ticks to write its own, and goes in if that still
 * stands there K2 ticks later.
 */
export const fischer: Family<{ N: number; K1: number; K2: number }> = system(
  'published fischer',
  { N: 3, K1: 2, K2: 3 },
  ({ shared, regions, thread, threads, always }, { N, K1, K2 }) => {
    const ids = threadIds(N)
    const { name, timer } = shared({
      name: cell([null, ...ids]),
      timer: cells(ids, ['off', ...range(Math.max(K1, K2) + 1)]),
    })
    const { critical } = regions('critical')

    const lock = proc(function* lock(me: ThreadId) {
      yield* repeatUntil(function* () {
        yield* atomically(function* () {
          yield* name.waitFor(null)
          yield* timer.at(me).store(K1)
        })
        yield* atomically(function* () {
          yield* name.store(me)
          yield* timer.at(me).store(K2)
        })
        yield* timer.at(me).when(0).store('off')
        return yield* name.test((id) => id === me)
      })
    })

    threads(ids, function* (me) {
      yield* forever(function* () {
        yield* lock(me)
        yield* critical(() => name.store(null))
      })
    })

    /** Time passes for all at once, and never beyond what somebody has to do now. */
    thread('clock', function* () {
      yield* forever(function* () {
        yield* atomically(function* () {
          for (const each of timer.each()) yield* each.waitUntil((ticks) => ticks !== 0)
          for (const each of timer.each())
            yield* each.update((ticks) => (typeof ticks === 'number' ? ticks - 1 : ticks))
        })
      })
    })

    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  },
)
