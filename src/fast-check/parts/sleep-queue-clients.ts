import { cell, proc, retry, type ThreadId } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { SleepQueue, WaitOptions } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type SleepQueueCall = 'lock' | 'unlock' | 'unlockAll' | 'timedLock'

/**
 * Threads for a mutex of a word and a queue, which `make` makes: who goes to sleep says under its lock that somebody
 * waits.
 * @example
 * const clients = sleepQueueClients(() => sleepQueue())
 * fc.assert(everyProgramHolds(clients))
 */
export function sleepQueueClients(make: () => SleepQueue): Lock<SleepQueueCall, 'critical'> {
  return lock({
    name: 'sleepQueue',
    sections: { critical: { excludes: ['critical'] } },
    calls: {
      lock: { opens: 'critical' },
      unlock: { closes: 'critical' },
      unlockAll: { closes: 'critical' },
      timedLock: { opens: 'critical' },
    },
    describe({ shared }) {
      const { word, q } = shared({ word: cell(['free', 'held', 'contended']), q: make() })
      const locks = proc(function* lock(me: ThreadId, options: WaitOptions) {
        const how = yield* retry(function* () {
          yield* q.lock(me)
          if ((yield* word.exchange('contended')) !== 'free')
            return (yield* q.sleep(me, options)) === 'timed out' && 'timed out'
          yield* q.unlock(me)
          return 'locked'
        })
        return how === 'locked'
      })
      const unlocks = proc(function* unlock(me: ThreadId, whom: 'one' | 'all') {
        if ((yield* word.exchange('free')) !== 'contended') return
        yield* q.lock(me)
        if (whom === 'one') yield* q.wakeOne(me)
        else yield* q.wakeAll(me)
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
