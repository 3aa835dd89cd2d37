import { ensure, type ThreadId } from '../language/index.ts'
import { ensureLive, nameOf } from './bug-check.ts'
import { countOf, ownersOf } from './owner.ts'
import type { Queries } from './recipes.ts'
import { exclusiveOwner, isQueued, type Resource } from './state.ts'

/** FALSE for what was moved to an owner pointer. */
function isAcquiredExclusive(r: Resource, me: ThreadId): boolean {
  ensureLive(r, 'ExIsResourceAcquiredExclusiveLite')
  return exclusiveOwner(r) === me
}

/** The recursion count, of exclusive holds as well as of shared ones; 0 for what was moved to an owner pointer. */
function acquiredCount(r: Resource, me: ThreadId): number {
  ensureLive(r, 'ExIsResourceAcquiredSharedLite')
  return countOf(r.owners, me)
}

/** Threads not yet granted: stale as soon as they are answered. */
function exclusiveWaiterCount(r: Resource): number {
  ensureLive(r, 'ExGetExclusiveWaiterCount')
  return r.exclusiveWaiters.length
}

function sharedWaiterCount(r: Resource): number {
  ensureLive(r, 'ExGetSharedWaiterCount')
  return r.sharedWaiters.length
}

/** Every slot of the owner table, every flag and every count is zero. No routine of Windows: what ExReinitializeResourceLite must leave. */
function isZeroed(r: Resource): boolean {
  const isFlagged = r.isOwnedExclusive || r.isBoostDisabled
  return ownersOf(r.owners).length === 0 && r.activeEntries === 0 && !isFlagged && !isQueued(r)
}

/** S16 at the end of a thread. */
function ownsNothing(r: Resource, me: ThreadId): void {
  ensure(countOf(r.owners, me) === 0, `orphan: ${nameOf(me)} ends and owns the resource for ever`)
}

/** S16 at the end of a driver's routine, as far as SDV checks it. */
function ownsNoneExclusively(r: Resource, me: ThreadId): void {
  ensure(
    exclusiveOwner(r) !== me,
    `SDV ExclusiveResourceAccess: ${nameOf(me)} returns and owns the resource exclusively`,
  )
}

/** What may be asked of a resource without changing it. */
export const queries: Queries = {
  ExIsResourceAcquiredExclusiveLite: isAcquiredExclusive,
  ExIsResourceAcquiredSharedLite: acquiredCount,
  ExGetExclusiveWaiterCount: exclusiveWaiterCount,
  ExGetSharedWaiterCount: sharedWaiterCount,
  isZeroed,
  ownsNothing,
  ownsNoneExclusively,
}
