import { ensure, object, proc } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Semaphore } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type SemaphoreCall = 'acquire' | 'release' | 'tryAcquire' | 'timedAcquire'

/** Those inside, who must not be more than so many. */
const guests = (permits: number) =>
  object({ inside: 0 })({
    enters(d) {
      d.inside++
      ensure(d.inside <= permits, `more than ${permits} are inside`)
    },
    leaves(d) {
      d.inside--
    },
  })

/**
 * Threads for as many places as the semaphore, which `make` makes, has permits.
 * @example
 * const clients = semaphoreClients(() => semaphore(2), 2)
 * fc.assert(everyProgramHolds(clients))
 */
export function semaphoreClients(make: () => Semaphore, permits: number): Lock<SemaphoreCall, 'inside'> {
  const rule = { opens: 'inside' } as const
  return lock({
    name: 'semaphore',
    sections: { inside: {} },
    calls: { acquire: rule, release: { closes: 'inside' }, tryAcquire: rule, timedAcquire: rule },
    describe({ shared }) {
      const { places, those } = shared({ places: make(), those: guests(permits) })
      const goesIn = function* (isIn: boolean) {
        if (isIn) yield* those.enters()
        return isIn
      }
      return {
        acquire: proc(function* acquire() {
          yield* places.acquire()
          yield* those.enters()
        }),
        release: proc(function* release() {
          yield* those.leaves()
          yield* places.release()
        }),
        tryAcquire: proc(function* tryAcquire() {
          return yield* goesIn(yield* places.tryAcquire())
        }),
        timedAcquire: proc(function* timedAcquire() {
          return yield* goesIn((yield* places.acquire({ mayTimeOut: true })) === 'acquired')
        }),
      }
    },
  })
}
