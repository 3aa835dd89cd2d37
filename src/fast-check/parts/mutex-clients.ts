import { proc } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Mutex } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type MutexCall = 'lock' | 'unlock' | 'tryLock' | 'timedLock'

/**
 * Threads for one mutex, which `make` makes; `recursion`: as often as its owner may lock it.
 * @example
 * const clients = mutexClients(() => mutex({ queue: 'handoff' }))
 * fc.assert(everyProgramHolds(clients))
 */
export function mutexClients(make: () => Mutex, recursion = 1): Lock<MutexCall, 'critical'> {
  const inside = recursion > 1 ? (['critical'] as const) : []
  const rule = { opens: 'critical', inside } as const
  return lock({
    name: 'mutex',
    sections: { critical: { excludes: ['critical'] } },
    calls: { lock: rule, unlock: { closes: 'critical' }, tryLock: rule, timedLock: rule },
    describe({ shared }) {
      const { m } = shared({ m: make() })
      return {
        lock: (me) => m.lock(me),
        unlock: (me) => m.unlock(me),
        tryLock: (me) => m.tryLock(me),
        timedLock: proc(function* timedLock(me) {
          return (yield* m.lock(me, { mayTimeOut: true })) === 'locked'
        }),
      }
    },
  })
}
