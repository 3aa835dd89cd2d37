import type { Steps } from '../language/steps.ts'
import type { ThreadId } from '../values/thread-id.ts'
import type { Lock } from './lock.ts'

/** The rules of a plain lock: one thread at a time, not recursive. */
export const exclusive = {
  sections: { critical: { excludes: ['critical'] } },
  calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
} as const

/** A plain lock. */
export type ExclusiveLock = Lock<'lock' | 'unlock', 'critical'>

/** What threads call, under the ids by which the lock knows them. */
export type ExclusiveCalls<Id> = {
  lock(me: Id): Steps<unknown>
  unlock(me: Id): Steps<unknown>
}

/** The calls of a lock that numbers its threads, for clients in this order. */
export function numbered(
  clients: readonly ThreadId[],
  { lock, unlock }: ExclusiveCalls<number>,
): ExclusiveCalls<ThreadId> {
  return { lock: (me) => lock(clients.indexOf(me)), unlock: (me) => unlock(clients.indexOf(me)) }
}
