import { cell, proc, retry, type ThreadId } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Monitor, WaitOptions } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type MonitorCall = 'lock' | 'unlock' | 'unlockAll' | 'timedLock'

/**
 * Threads that wait in a monitor, which `make` makes, until a flag is free, and take it.
 * @example
 * const clients = monitorClients(() => monitor())
 * fc.assert(everyProgramHolds(clients))
 */
export function monitorClients(make: () => Monitor<'condition'>): Lock<MonitorCall, 'critical'> {
  return lock({
    name: 'monitor',
    sections: { critical: { excludes: ['critical'] } },
    calls: {
      lock: { opens: 'critical' },
      unlock: { closes: 'critical' },
      unlockAll: { closes: 'critical' },
      timedLock: { opens: 'critical' },
    },
    describe({ shared }) {
      const { m, flag } = shared({ m: make(), flag: cell(['free', 'held']) })
      const locks = proc(function* lock(me: ThreadId, options: WaitOptions) {
        yield* m.enter(me)
        const how = yield* retry(function* () {
          // two steps, so that others must be kept out between them
          if (yield* flag.test((it) => it === 'free')) return 'free'
          return (yield* m.wait(me, 'condition', options)) === 'timed out' && 'timed out'
        })
        if (how === 'free') yield* flag.store('held')
        yield* m.exit(me)
        return how === 'free'
      })
      const unlocks = proc(function* unlock(me: ThreadId, whom: 'one' | 'all') {
        yield* m.enter(me)
        yield* flag.store('free')
        if (whom === 'one') yield* m.signal()
        else yield* m.broadcast()
        yield* m.exit(me)
      })
      return {
        lock: (me) => locks(me, {}),
        timedLock: (me) => locks(me, { mayTimeOut: true }),
        unlock: (me) => unlocks(me, 'one'),
        unlockAll: (me) => unlocks(me, 'all'),
      }
    },
  })
}
