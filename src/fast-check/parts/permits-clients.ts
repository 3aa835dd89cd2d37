import { cell, object, proc, repeatUntil, type ThreadId } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { ThreadPermits, WaitOptions } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type PermitsCall = 'lock' | 'unlock' | 'timedLock'

/** Those who want the lock, in order. */
const line = () =>
  object<{ readonly threads: readonly ThreadId[] }>({ threads: [] })(
    {
      add(d, me: ThreadId) {
        d.threads.push(me)
      },
      remove(d) {
        d.threads.shift()
      },
    },
    { reads: { first: ({ threads }) => threads[0] ?? null } },
  )

/**
 * Threads for the mutex in the documentation of Java's LockSupport, which parks whoever is not first. `timedLock` may
 * return from there for the time.
 * @example
 * const clients = permitsClients(permits)
 * fc.assert(everyProgramHolds(clients, { threads: 3, calls: 2 }))
 */
export function permitsClients(make: (threads: readonly ThreadId[]) => ThreadPermits): Lock<PermitsCall, 'critical'> {
  return lock({
    name: 'permits',
    sections: { critical: { excludes: ['critical'] } },
    calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' }, timedLock: { opens: 'critical' } },
    describe({ shared }, threads) {
      const { locked, waiting, permit } = shared({
        locked: cell([false, true]),
        waiting: line(),
        permit: make(threads),
      })
      const locks = proc(function* lock(me: ThreadId, options: WaitOptions) {
        yield* waiting.add(me)
        yield* repeatUntil(function* () {
          if ((yield* waiting.first()) === me && (yield* locked.compareAndSwap(false, true))) return true
          yield* permit.park(me, options)
          return false
        })
        yield* waiting.remove()
      })
      return {
        lock: (me) => locks(me, {}),
        timedLock: (me) => locks(me, { mayTimeOut: true }),
        unlock: proc(function* unlock() {
          yield* locked.store(false)
          const next = yield* waiting.first()
          if (next !== null) yield* permit.unpark(next)
        }),
      }
    },
  })
}
