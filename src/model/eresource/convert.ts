import { ensure, type ThreadId } from '../language/index.ts'
import { nameOf } from './bug-check.ts'
import { grantSharedWaiters } from './grant.ts'
import type { Checks } from './policy.ts'
import { exclusiveOwner, modeOf, type ResourceDraft } from './state.ts'

/**
 * ExConvertExclusiveToSharedLite: the caller stays an owner with the same count, every shared waiter becomes one, and exclusive waiters stay
 * queued: they do not turn into shared ones. Nobody owns exclusively in between.
 */
export function convert(r: ResourceDraft, me: ThreadId, { build }: Checks): void {
  const isProper = exclusiveOwner(r) === me
  ensure(
    isProper || build === 'free',
    `convertMisuse: ${nameOf(me)} converts a resource that it does not own exclusively`,
  )
  if (modeOf(r) === 'Free') return
  r.isOwnedExclusive = false
  grantSharedWaiters(r)
}
