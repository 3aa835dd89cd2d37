import { again, loop, proc, type Steps, type ThreadId } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { type Futex, futex } from './futex.ts'

const [free, locked, contended] = [0, 1, 2]

/** The mutex of "Futexes are tricky" (Drepper 2011, section 6): the word says whether somebody may sleep. */
export const futexMutex: Lock<'lock' | 'unlock', 'critical'> = mutexWith(function* unlock(mutex) {
  if ((yield* mutex.decrement()) === locked) return
  yield* mutex.store(free)
  yield* mutex.wake()
})

/** The mutex with another way to unlock it: the tests try one that is wrong. */
export function mutexWith(unlock: (mutex: Futex) => Steps): Lock<'lock' | 'unlock', 'critical'> {
  return lock({
    name: 'futex mutex',
    sections: { critical: { excludes: ['critical'] } },
    calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
    describe({ shared }) {
      const { mutex } = shared({ mutex: futex() })
      return {
        lock: proc(function* lock(me: ThreadId) {
          const seen = yield* mutex.compareExchange(free, locked)
          if (seen !== free) yield* waitForIt(mutex, me, seen)
        }),
        unlock: () => proc(unlock)(mutex),
      }
    },
  })
}

/** Says that somebody waits, sleeps, and tries again; who gets it so does not know whether others sleep, and says that they may. */
const waitForIt = proc(function* waitForIt(mutex: Futex, me: ThreadId, first: number) {
  yield* loop(first, function* (seen) {
    const mustSleep = seen === contended || (yield* mutex.compareExchange(locked, contended)) !== free
    if (mustSleep && (yield* mutex.wait(me, contended))) yield* mutex.sleep(me)
    const now = yield* mutex.compareExchange(free, contended)
    return now === free ? undefined : again(now)
  })
})
