/**
 * Who owns next. Ownership is handed over directly by the one who leaves, in the step in which it leaves, so nobody barges in: a free resource
 * has no waiters. Releases and conversions grant; no other routine ever does.
 */
import { grantExclusiveWaiter, grantSharedWaiters } from './grant.ts'
import type { ReleasePolicy } from './policy.ts'
import type { ResourceDraft } from './state.ts'

/** Exclusive waiters take turns with batches of shared ones. */
export function afterExclusive(r: ResourceDraft, policy: ReleasePolicy): void {
  const isSharedNext = r.sharedWaiters.length > 0 && (policy === 'sharedFirst' || r.exclusiveWaiters.length === 0)
  if (isSharedNext) grantSharedWaiters(r)
  else grantExclusiveWaiter(r)
}

/** Readers that queued behind the exclusive waiter keep waiting: for one whole exclusive period. */
export function afterShared(r: ResourceDraft): void {
  grantExclusiveWaiter(r)
}
