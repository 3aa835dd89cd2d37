import {
  type Draft,
  ensure,
  type Operation,
  object,
  proc,
  type SharedHandle,
  type Steps,
  type ThreadId,
  waitUntil,
} from '../model/language/index.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { assumed, type Wakes, wakesKind, withoutSleeper, withSleeper, woken } from './sleepers.ts'
import { type Ended, type WaitOptions, type Why, waits } from './waits.ts'
import { callOf, heldWords } from './words.ts'

/** Who has the lock of the queue, and who sleeps in it. */
export type Sleepers = { readonly held: ThreadId | null; readonly asleep: readonly ThreadId[] }

/** Where threads sleep, under a lock of its own: assert_wait and thread_block, sleepq_wait, the bucket of a futex. */
export type SleepQueue = SharedHandle<Sleepers> & {
  /** Waits for the lock of the queue. */
  lock(me: ThreadId): Operation
  /** Gives the lock back. */
  unlock(me: ThreadId): Operation
  /** Goes to sleep and gives the lock back, which is one step; returns in another, without the lock. */
  sleep<const W extends WaitOptions = {}>(me: ThreadId, options?: W): Steps<'woken' | Ended<W>>
  /** Wakes one and gives the lock back; answers whether there was one. */
  wakeOne(me: ThreadId): Operation<boolean>
  /** Wakes all and gives the lock back. */
  wakeAll(me: ThreadId): Operation
}

/**
 * A queue to sleep in. Whoever looks under its lock whether to sleep misses no wake-up. `wakes`: who is woken; any unless given.
 * @example
 * const { q } = shared({ q: sleepQueue() })
 * yield* q.lock(me)
 * yield* q.sleep(me, { mayBeInterrupted: true })
 */
export function sleepQueue(options: { readonly wakes?: Wakes } = {}): SleepQueue {
  requireOptions('sleepQueue', options, { wakes: wakesKind })
  const { wakes = 'any' } = options
  const it = object<Sleepers>({ held: null, asleep: [] })(recipes(wakes), {
    waits: ['lock', 'returns', 'leaves'],
    ...assumed(options),
    owners: ({ held }) => (held === null ? [] : [held]),
    waitsFor: ({ held, asleep }, me) =>
      held === null || asleep.includes(me) ? [] : [{ thread: held, why: 'has its lock' }],
    words: ({ held, asleep }) => heldWords(held, 1, { asleep }),
  })
  const sleep = proc(
    function* sleep(me: ThreadId, options: WaitOptions = {}): Steps<unknown> {
      yield* it.sleeps(me)
      return yield* waits(it.returns(me), (why) => it.leaves(me, why), options)
    },
    { call: (me) => callOf(it, 'sleep', me) },
  ) as SleepQueue['sleep'] // the options say how it may end
  return part(it, { lock: it.lock, unlock: it.unlock, sleep, wakeOne: it.wakeOne, wakeAll: it.wakeAll })
}

function recipes(wakes: Wakes) {
  const unlocks = (d: Draft<Sleepers>, me: ThreadId): void => {
    ensure(d.held === me, 'used by a thread that has not its lock')
    d.held = null
  }
  const wake = (d: Draft<Sleepers>, count: number): boolean => {
    const up = woken(d.asleep, count, wakes)
    for (const one of up) d.asleep = withoutSleeper(d.asleep, one, wakes)
    return up.length > 0
  }
  return {
    lock(d: Draft<Sleepers>, me: ThreadId) {
      waitUntil(d.held === null)
      d.held = me
    },
    unlock: unlocks,
    sleeps(d: Draft<Sleepers>, me: ThreadId) {
      unlocks(d, me)
      d.asleep = withSleeper(d.asleep, me, wakes)
    },
    returns(d: Draft<Sleepers>, me: ThreadId) {
      waitUntil(!d.asleep.includes(me))
      return 'woken' as const
    },
    leaves(d: Draft<Sleepers>, me: ThreadId, why: Why) {
      waitUntil(d.asleep.includes(me))
      d.asleep = withoutSleeper(d.asleep, me, wakes)
      return why
    },
    wakeOne(d: Draft<Sleepers>, me: ThreadId) {
      unlocks(d, me)
      return wake(d, 1)
    },
    wakeAll(d: Draft<Sleepers>, me: ThreadId) {
      unlocks(d, me)
      wake(d, d.asleep.length)
    },
  }
}
