import type { Steps } from '../language/steps.ts'
import type { Lock } from './lock.ts'

/** The rules of a plain lock: one thread at a time, not recursive. */
export const exclusive = {
  sections: { critical: { excludes: ['critical'] } },
  calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
} as const

export type ExclusiveLock = Lock<'lock' | 'unlock', 'critical'>

/** What threads call, under the ids by which the lock knows them. */
export type ExclusiveCalls<Id> = {
  lock(me: Id): Steps<unknown>
  unlock(me: Id): Steps<unknown>
}
