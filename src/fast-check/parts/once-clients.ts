import { ensure, object, proc } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Once } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type OnceCall = 'call' | 'callAgain'

/** What is done once takes two steps. */
const table = () =>
  object({ steps: 0 })(
    {
      fill(d) {
        d.steps++
        ensure(d.steps <= 2, 'it is done twice')
      },
    },
    { reads: { look: ({ steps }) => ensure(steps === 2, 'it is not done yet') } },
  )

/**
 * Threads for what is done once, which `make` makes.
 * @example
 * const clients = onceClients(() => once())
 * fc.assert(everyProgramHolds(clients))
 */
export function onceClients(make: () => Once): Lock<OnceCall, never> {
  return lock({
    name: 'once',
    sections: {},
    calls: { call: {}, callAgain: {} },
    describe({ shared }) {
      const { ready, t } = shared({ ready: make(), t: table() })
      const call = proc(function* call() {
        yield* ready.call(function* () {
          yield* t.fill()
          yield* t.fill()
        })
        yield* t.look()
      })
      return {
        call,
        callAgain: proc(function* callAgain() {
          yield* call()
          yield* call()
        }),
      }
    },
  })
}
