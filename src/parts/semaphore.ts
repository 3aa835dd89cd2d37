import {
  ensure,
  type Operation,
  object,
  proc,
  type SharedHandle,
  type Steps,
  waitUntil,
} from '../model/language/index.ts'
import { integer } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { type Ended, left, type WaitOptions, waits } from './waits.ts'
import { callOf } from './words.ts'

/** The value of a semaphore. */
export type Permits = { readonly permits: number }

/** A counting semaphore (Dijkstra, 1965). To take a permit is one step, whoever comes: it promises no order. */
export type Semaphore = SharedHandle<Permits> & {
  /** P: waits for a permit, and takes it. */
  acquire<const W extends WaitOptions = {}>(options?: W): Steps<'acquired' | Ended<W>>
  /** Takes a permit where there is one; answers whether it did. */
  tryAcquire(): Operation<boolean>
  /** V: gives permits back. To go beyond the limit fails. */
  release(permits?: number): Operation
  /** Gives one permit, unless the limit has been reached: a binary semaphore as a flag. */
  give(): Operation
}

/**
 * A semaphore with so many permits at first, and never more than `limit`.
 * @example
 * const { places } = shared({ places: semaphore(2) })
 * yield* places.acquire({ mayTimeOut: true })
 */
export function semaphore(initial: number, limit: number = Math.max(initial, 1)): Semaphore {
  requireOptions('semaphore', { initial, limit }, { initial: integer(0), limit: integer(Math.max(initial, 1)) })
  const it = object<Permits>({ permits: initial })(
    {
      acquires(d) {
        waitUntil(d.permits > 0)
        d.permits--
        return 'acquired' as const
      },
      tryAcquire(d) {
        if (d.permits === 0) return false
        d.permits--
        return true
      },
      release(d, permits = 1) {
        d.permits += permits
        ensure(d.permits <= limit, `released to ${d.permits} permits: there are at most ${limit}`)
      },
      give(d) {
        d.permits = Math.min(d.permits + 1, limit)
      },
    },
    { waits: ['acquires'], words: ({ permits }) => `${permits} of ${limit} permits` },
  )
  const acquire = proc(
    function* acquire(options: WaitOptions = {}): Steps<unknown> {
      return yield* waits(it.acquires(), left, options)
    },
    { call: () => callOf(it, 'acquire') },
  ) as Semaphore['acquire'] // the options say how it may end
  return part(it, { acquire, tryAcquire: it.tryAcquire, release: it.release, give: it.give })
}
