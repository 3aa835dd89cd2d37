import type { SharedObject, ThreadId } from '../language/index.ts'
import type { Acquired } from './acquire.ts'
import type { Status } from './life-cycle.ts'
import type { ResourceOwner } from './owner.ts'
import type { Resource, ResourceDraft } from './state.ts'

/** The steps of the routines on one resource, with the calling thread said: what traces show. Bodies call them through `asThread`. */
export type Recipes = {
  ExInitializeResourceLite(r: ResourceDraft): Status
  ExReinitializeResourceLite(r: ResourceDraft): Status
  ExDeleteResourceLite(r: ResourceDraft): Status
  ExAcquireResourceExclusiveLite(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  ExTryToAcquireResourceExclusiveLite(r: ResourceDraft, me: ThreadId): Acquired
  ExAcquireResourceSharedLite(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  ExAcquireSharedStarveExclusive(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  ExAcquireSharedWaitForExclusive(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  /** The end of an acquire that waits. */
  returnsFromWait(r: ResourceDraft, me: ThreadId): void
  ExReleaseResourceLite(r: ResourceDraft, me: ThreadId): void
  ExReleaseResourceForThreadLite(r: ResourceDraft, id: ResourceOwner): void
  ExConvertExclusiveToSharedLite(r: ResourceDraft, me: ThreadId): void
  ExSetResourceOwnerPointer(r: ResourceDraft, me: ThreadId, P: ResourceOwner | string): void
  ExDisableResourceBoostLite(r: ResourceDraft): void
  /** The owner of the storage gives it back to the pool. */
  ExFreePool(r: ResourceDraft): void
}

/** The routines that only look. */
export type Queries = {
  ExIsResourceAcquiredExclusiveLite(r: Resource, me: ThreadId): boolean
  ExIsResourceAcquiredSharedLite(r: Resource, me: ThreadId): number
  ExGetExclusiveWaiterCount(r: Resource): number
  ExGetSharedWaiterCount(r: Resource): number
  /** Every slot of the owner table, every flag and every count is zero: for properties; Windows has no such routine. */
  isZeroed(r: Resource): boolean
  /** Fail where a thread that ends, or a routine that returns, still owns. */
  ownsNothing(r: Resource, me: ThreadId): void
  ownsNoneExclusively(r: Resource, me: ThreadId): void
}

/** One resource, shared by the threads of a system; properties see its {@link Resource}. */
export type Eresource = SharedObject<Resource, Recipes & Queries>
