import type { SharedObject, ThreadId } from '../language/index.ts'
import type { Acquired } from './acquire.ts'
import type { Status } from './life-cycle.ts'
import type { ResourceOwner } from './owner.ts'
import type { Resource, ResourceDraft } from './state.ts'

/** The steps of the routines on one resource, with the calling thread said: what traces show. Bodies call them through `asThread`. */
export type Recipes = {
  /** The step of `asThread(me).ExInitializeResourceLite`. */
  ExInitializeResourceLite(r: ResourceDraft): Status
  /** The step of `asThread(me).ExReinitializeResourceLite`. */
  ExReinitializeResourceLite(r: ResourceDraft): Status
  /** The step of `asThread(me).ExDeleteResourceLite`. */
  ExDeleteResourceLite(r: ResourceDraft): Status
  /** The first step of `asThread(me).ExAcquireResourceExclusiveLite`, which waits in a second one. */
  ExAcquireResourceExclusiveLite(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  /** The step of `asThread(me).ExTryToAcquireResourceExclusiveLite`. */
  ExTryToAcquireResourceExclusiveLite(r: ResourceDraft, me: ThreadId): Acquired
  /** The first step of `asThread(me).ExAcquireResourceSharedLite`, which waits in a second one. */
  ExAcquireResourceSharedLite(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  /** The first step of `asThread(me).ExAcquireSharedStarveExclusive`, which waits in a second one. */
  ExAcquireSharedStarveExclusive(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  /** The first step of `asThread(me).ExAcquireSharedWaitForExclusive`, which waits in a second one. */
  ExAcquireSharedWaitForExclusive(r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired
  /** The end of an acquire that waits. */
  returnsFromWait(r: ResourceDraft, me: ThreadId): void
  /** The step of `asThread(me).ExReleaseResourceLite`. */
  ExReleaseResourceLite(r: ResourceDraft, me: ThreadId): void
  /** The step of `asThread(me).ExReleaseResourceForThreadLite`. */
  ExReleaseResourceForThreadLite(r: ResourceDraft, id: ResourceOwner): void
  /** The step of `asThread(me).ExConvertExclusiveToSharedLite`. */
  ExConvertExclusiveToSharedLite(r: ResourceDraft, me: ThreadId): void
  /** The step of `asThread(me).ExSetResourceOwnerPointer`. */
  ExSetResourceOwnerPointer(r: ResourceDraft, me: ThreadId, P: ResourceOwner | string): void
  /** The step of `asThread(me).ExDisableResourceBoostLite`. */
  ExDisableResourceBoostLite(r: ResourceDraft): void
  /** The owner of the storage gives it back to the pool. */
  ExFreePool(r: ResourceDraft): void
}

/** The routines that only look. */
export type Queries = {
  /** The step of `asThread(me).ExIsResourceAcquiredExclusiveLite`. */
  ExIsResourceAcquiredExclusiveLite(r: Resource, me: ThreadId): boolean
  /** The step of `asThread(me).ExIsResourceAcquiredSharedLite`. */
  ExIsResourceAcquiredSharedLite(r: Resource, me: ThreadId): number
  /** The step of `asThread(me).ExGetExclusiveWaiterCount`. */
  ExGetExclusiveWaiterCount(r: Resource): number
  /** The step of `asThread(me).ExGetSharedWaiterCount`. */
  ExGetSharedWaiterCount(r: Resource): number
  /** Every slot of the owner table, every flag and every count is zero: for properties; Windows has no such routine. */
  isZeroed(r: Resource): boolean
  /** Fails where a thread that ends still owns. */
  ownsNothing(r: Resource, me: ThreadId): void
  /** The same where a routine of the driver returns, of exclusive holds. */
  ownsNoneExclusively(r: Resource, me: ThreadId): void
}

/** One resource, shared by the threads of a system; properties see its {@link Resource}. */
export type Eresource = SharedObject<Resource, Recipes & Queries>
