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
import { integer, oneOf } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { type Ended, left, type WaitOptions, type Why, waits } from './waits.ts'
import { behind, callOf, heldWords } from './words.ts'

/** Who holds it, how often, and who waits in its queue, if it has one. */
export type Held = { readonly owner: ThreadId | null; readonly depth: number; readonly queue: readonly ThreadId[] }

/** A lock of one thread at a time: pthread_mutex_t, std::mutex, CRITICAL_SECTION. */
export type Mutex = SharedHandle<Held> & {
  /** Waits until it is the caller's. Who holds it, and may not lock it again, fails. */
  lock<const W extends WaitOptions = {}>(me: ThreadId, options?: W): Steps<'locked' | Ended<W>>
  /** Locks it where that takes no waiting; answers whether it did. */
  tryLock(me: ThreadId): Operation<boolean>
  /** Gives it back, or one of the times that it was locked. Who does not hold it fails. */
  unlock(me: ThreadId): Operation
  /** Who holds it. */
  owner(): Operation<ThreadId | null>
}

/** Which mutex it is. */
export type MutexOptions = {
  /** How often its owner may hold it; once unless given. */
  readonly recursion?: number
  /**
   * `'any'`, unless given: it promises no order, and to lock it is one step. `'fifo'`: who waits queues, but who just comes may take it before them.
   * `'handoff'`: who unlocks it makes the first of the queue its owner.
   */
  readonly queue?: 'any' | 'fifo' | 'handoff'
}

/**
 * A mutex. To queue and to lock are two steps, between which others see who waits.
 * @example
 * const { m } = shared({ m: mutex({ queue: 'handoff' }) })
 * yield* m.lock(me)
 */
export function mutex(kind: MutexOptions = {}): Mutex {
  requireOptions('mutex', kind, { recursion: integer(1), queue: oneOf(['any', 'fifo', 'handoff']) })
  const { queue = 'any' } = kind
  const it = object<Held>({ owner: null, depth: 0, queue: [] })(recipes(kind), {
    reads: { owner: ({ owner }) => owner },
    waits: ['acquires', 'leaves'],
    owners: ({ owner }) => (owner === null ? [] : [owner]),
    waitsFor: ({ owner, queue }, me) => behind(owner, queue, me),
    words: ({ owner, depth, queue }) => heldWords(owner, depth, { queued: queue }),
  })
  const lock = proc(
    function* lock(me: ThreadId, options: WaitOptions = {}): Steps<unknown> {
      if (queue !== 'any' && (yield* it.enrols(me))) return 'locked'
      return yield* waits(it.acquires(me), (why) => (queue === 'any' ? left(why) : it.leaves(me, why)), options)
    },
    { call: (me) => callOf(it, 'lock', me) },
  ) as Mutex['lock'] // the options say how it may end
  return part(it, { lock, tryLock: it.tryLock, unlock: it.unlock, owner: it.owner })
}

function recipes({ recursion = 1, queue = 'any' }: MutexOptions) {
  const takes = (d: Draft<Held>, me: ThreadId): boolean => {
    if (d.owner !== null && (d.owner !== me || d.depth === recursion)) return false
    d.owner = me
    d.depth++
    return true
  }
  const isNext = (d: Draft<Held>, me: ThreadId): boolean => {
    if (queue !== 'handoff') return (queue === 'any' || d.queue[0] === me) && takes(d, me)
    return d.owner === me
  }
  const requireRoom = (d: Draft<Held>, me: ThreadId): void =>
    ensure(
      d.owner !== me || d.depth < recursion,
      `locked ${recursion === 1 ? 'again' : `more than ${recursion} times`} by its owner`,
    )
  return {
    enrols(d: Draft<Held>, me: ThreadId) {
      requireRoom(d, me)
      const isLocked = takes(d, me)
      if (!isLocked) d.queue.push(me)
      return isLocked
    },
    acquires(d: Draft<Held>, me: ThreadId) {
      if (queue === 'any') requireRoom(d, me)
      waitUntil(isNext(d, me))
      if (queue === 'fifo') d.queue.shift()
      return 'locked' as const
    },
    /** Who has been made the owner has no time-out any more. */
    leaves(d: Draft<Held>, me: ThreadId, why: Why) {
      waitUntil(d.queue.includes(me))
      d.queue = d.queue.filter((other) => other !== me)
      return why
    },
    tryLock(d: Draft<Held>, me: ThreadId) {
      return takes(d, me)
    },
    unlock(d: Draft<Held>, me: ThreadId) {
      ensure(d.owner === me, 'unlocked by a thread that does not hold it')
      d.depth--
      if (d.depth > 0) return
      d.owner = queue === 'handoff' ? (d.queue.shift() ?? null) : null
      if (d.owner !== null) d.depth = 1
    },
  }
}
