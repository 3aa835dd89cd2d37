import { ensure, object, proc } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Queue } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type QueueCall = 'put' | 'take' | 'tryTake'

/** What is in the queue, or on the way into it or out of it. */
const goods = () =>
  object({ put: 0, taken: 0 })({
    puts(d) {
      d.put++
    },
    puttingEnds(d) {
      d.put--
    },
    takes(d) {
      d.taken++
      ensure(d.taken <= d.put, 'more was taken than was put')
    },
  })

/**
 * Threads that put `value` into a queue, which `make` makes, and take it out. Nobody waits for ever: the time is over
 * some time.
 * @example
 * const clients = queueClients(() => queue(['job'], 1), 'job')
 * fc.assert(everyProgramHolds(clients))
 */
export function queueClients<V>(make: () => Queue<V>, value: V): Lock<QueueCall, never> {
  return lock({
    name: 'queue',
    sections: {},
    calls: { put: {}, take: {}, tryTake: {} },
    describe({ shared }) {
      const { q, count } = shared({ q: make(), count: goods() })
      const counted = function* (taken: unknown) {
        if (taken === value) yield* count.takes()
      }
      return {
        put: proc(function* put() {
          yield* count.puts()
          if ((yield* q.put(value, { timesOut: true })) === 'timed out') yield* count.puttingEnds()
        }),
        take: proc(function* take() {
          yield* counted(yield* q.take({ timesOut: true }))
        }),
        tryTake: proc(function* tryTake() {
          yield* counted(yield* q.tryTake())
        }),
      }
    },
  })
}
