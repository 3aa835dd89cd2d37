import { cell, proc, retry, type ThreadId } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Futex, FutexCalls, Futexes, WaitOptions } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type FutexCall = 'lock' | 'unlock' | 'unlockAll' | 'timedLock'
type Contention = 'free' | 'held' | 'contended'

const rules = {
  sections: { critical: { excludes: ['critical'] } },
  calls: {
    lock: { opens: 'critical' },
    unlock: { closes: 'critical' },
    unlockAll: { closes: 'critical' },
    timedLock: { opens: 'critical' },
  },
} as const

/**
 * Threads for a mutex of one word, which `make` makes.
 * @example
 * const clients = futexClients(() => futex(['free', 'held', 'contended']))
 * fc.assert(everyProgramHolds(clients))
 */
export function futexClients(make: () => Futex<Contention>): Lock<FutexCall, 'critical'> {
  return lock({
    name: 'futex',
    ...rules,
    describe({ shared }) {
      const { word } = shared({ word: make() })
      const { lock, unlock } = mutexOf(word)
      return {
        lock: (me) => lock(me, {}),
        timedLock: (me) => lock(me, { mayTimeOut: true }),
        unlock: () => unlock('one'),
        unlockAll: () => unlock('all'),
      }
    },
  })
}

/** A mutex of one word. `isContended`: somebody who slept at another word may have been moved to this one. */
function mutexOf(word: FutexCalls<Contention>) {
  return {
    lock: proc(function* lock(me: ThreadId, options: WaitOptions, isContended = false) {
      if (!isContended && (yield* word.compareAndSwap('free', 'held'))) return true
      const how = yield* retry(function* () {
        if ((yield* word.exchange('contended')) === 'free') return 'locked'
        return (yield* word.wait(me, 'contended', options)) === 'timed out' && 'timed out'
      })
      return how === 'locked'
    }),
    unlock: proc(function* unlock(whom: 'one' | 'all') {
      if ((yield* word.exchange('free')) !== 'contended') return
      if (whom === 'one') yield* word.wake()
      else yield* word.wakeAll()
    }),
  }
}

/** A count of what happened; as many as a program may have calls, and more. */
const counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] as const
type Words = { readonly seq: typeof counts; readonly lock: readonly ['free', 'held', 'contended'] }

/**
 * Threads that wait for a flag on one word, under a mutex on the other, to which a broadcast moves them.
 * @example
 * const clients = futexesClients(futexes)
 * fc.assert(everyProgramHolds(clients, { threads: 3, calls: 2 }))
 */
export function futexesClients(make: (words: Words) => Futexes<Words>): Lock<'lock' | 'unlock', 'critical'> {
  return lock({
    name: 'futexes',
    sections: rules.sections,
    calls: { lock: rules.calls.lock, unlock: rules.calls.unlock },
    describe({ shared }) {
      const words = make({ seq: counts, lock: ['free', 'held', 'contended'] })
      const { flag, f } = shared({ flag: cell(['free', 'held']), f: words })
      const guard = mutexOf(f.lock)
      return {
        lock: proc(function* lock(me) {
          yield* guard.lock(me, {})
          yield* retry(function* () {
            if (yield* flag.compareAndSwap('free', 'held')) return true
            const seen = yield* f.seq.load()
            yield* guard.unlock('one')
            yield* f.seq.wait(me, seen)
            yield* guard.lock(me, {}, true)
            return false
          })
          yield* guard.unlock('one')
        }),
        unlock: proc(function* unlock(me) {
          yield* guard.lock(me, {})
          yield* flag.store('free')
          const seen = yield* f.seq.fetchAdd(1)
          yield* guard.unlock('one')
          yield* f.seq.requeue(counts[seen + 1] ?? seen, 1, 'lock')
        }),
      }
    },
  })
}
