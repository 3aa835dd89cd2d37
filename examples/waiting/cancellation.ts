import {
  either,
  ensure,
  interrupt,
  object,
  proc,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
} from 'lockproof'

type Waiter = { readonly task: ThreadId; readonly isWoken: boolean }
type Lock = { readonly isHeld: boolean; readonly waiters: readonly Waiter[] }

/** A lock that wakes the first in its queue, who then takes it. A waiter may be cancelled after it was woken, and before it runs. */
const queueLock = (passesOn: boolean) =>
  object<Lock>({ isHeld: false, waiters: [] })({
    /** Answers whether the lock was free; else the caller stands in the queue. */
    ask(d, me: ThreadId) {
      if (!d.isHeld && d.waiters.length === 0) {
        d.isHeld = true
        return true
      }
      d.waiters.push({ task: me, isWoken: false })
      return false
    },
    resume(d, me: ThreadId) {
      waitUntil(d.waiters.some(({ task, isWoken }) => task === me && isWoken))
      d.waiters = d.waiters.filter(({ task }) => task !== me)
      d.isHeld = true
      return 'resumed' as const
    },
    /** Whoever is cancelled leaves the queue; if the lock is free, the wake-up that it was given is for the next one. */
    giveUp(d, me: ThreadId) {
      d.waiters = d.waiters.filter(({ task }) => task !== me)
      const [next] = d.waiters
      if (passesOn && !d.isHeld && next !== undefined) next.isWoken = true
    },
    release(d) {
      ensure(d.isHeld, 'released a free lock')
      d.isHeld = false
      const [next] = d.waiters
      if (next !== undefined) next.isWoken = true
    },
  })

const cancelled = (name: string, passesOn: boolean): System =>
  system(name, ({ shared, regions, threads, always, expectVerdict }) => {
    const { lock } = shared({ lock: queueLock(passesOn) })
    const { critical } = regions('critical')
    const acquire = proc(function* acquire(me: ThreadId) {
      if (yield* lock.ask(me)) return true
      const how = yield* either(lock.resume(me), interrupt('cancelled'))
      if (how === 'cancelled') yield* lock.giveUp(me)
      return how === 'resumed'
    })
    threads(threadIds(3, 'task'), function* (me) {
      if (!(yield* acquire(me))) return
      yield* critical()
      yield* lock.release()
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    expectVerdict(passesOn ? 'verified' : { deadlock: true, steps: 7 })
  })

export const keeps: System = cancelled('a wake-up that is lost with its task', false)
export const passes: System = cancelled('a wake-up that is passed on', true)
