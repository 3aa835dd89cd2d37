import { counter, object, proc, waitUntil } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { exclusive } from '../../../src/model/locks/exclusive.ts'

export type BenaphoreBug = 'signal lost' | 'signal kept' | 'wakes nobody' | 'counted in two steps'

/** A benaphore: a counter of who wants in, and a semaphore for who must wait (Schillings, Be Newsletter 1996). */
export const benaphore = (bug?: BenaphoreBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'benaphore',
    ...exclusive,
    describe({ shared }) {
      const { wanted, semaphore } = shared({
        wanted: counter(4),
        semaphore: object({ signals: 0 })({
          wait(d) {
            waitUntil(d.signals > 0)
            if (bug !== 'signal kept') d.signals--
          },
          signal(d) {
            d.signals = bug === 'signal lost' ? 0 : d.signals + 1
          },
        }),
      })
      const enter = proc(function* enter() {
        if (bug !== 'counted in two steps') return yield* wanted.fetchAdd(1)
        const seen = yield* wanted.load()
        yield* wanted.store(seen + 1)
        return seen
      })
      return {
        lock: proc(function* lock() {
          if ((yield* enter()) > 0) yield* semaphore.wait()
        }),
        unlock: proc(function* unlock() {
          const wanting = yield* wanted.fetchAdd(-1)
          if (wanting > 1 && bug !== 'wakes nobody') yield* semaphore.signal()
        }),
      }
    },
  })
