import type { ThreadId } from '../language/index.ts'
import { countOf } from './owner.ts'
import { exclusiveOwner, type Resource } from './state.ts'

/** ExIsResourceAcquiredExclusiveLite: not for what was moved to an owner pointer. */
export function isAcquiredExclusive(r: Resource, me: ThreadId): boolean {
  return exclusiveOwner(r) === me
}

/** ExIsResourceAcquiredSharedLite: the recursion count, of exclusive holds as well as shared ones; 0 for what was moved to an owner pointer. */
export function acquiredCount(r: Resource, me: ThreadId): number {
  return countOf(r.owners, me)
}
