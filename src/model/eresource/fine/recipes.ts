import type { SharedObject, ThreadId } from '../../language/index.ts'
import type { NotOwnedBy } from '../bug-check.ts'
import type { ResourceOwner } from '../owner.ts'
import type { Address } from './memory.ts'
import type { Structure, StructureDraft } from './structure.ts'

/** *registered*: counted as a waiter, and yet to wait. *no event*: there is none to wait for, and the lock must be dropped to allocate one. */
export type ExclusiveAnswer = 'granted' | 'refused' | 'registered' | 'no event'

/** The three shared routines. */
export type SharedKind = 'SharedLite' | 'StarveExclusive' | 'WaitForExclusive'

/** *registered*: counted as a waiter. `full`: there is no place for its entry. `entryIn`: registered, and a mutant keeps the table for later. */
export type SharedAnswer =
  | 'granted'
  | 'refused'
  | 'registered'
  | 'registered without entry'
  | 'no semaphore'
  | { readonly full: TableSeen }
  | { readonly entryIn: Address | null }

/** The table that was too small: whoever comes back with a larger one looks whether it is still there. */
export type TableSeen = { readonly at: Address | null; readonly size: number }

/** Whom to wake when the lock has been dropped: so many readers, or one writer. *counted later* is a mutant's. */
export type Next = 'nobody' | 'a writer' | number | 'counted later'

/** What hangs on the structure. */
export type Attached = 'OwnerTable' | 'SharedWaiters' | 'ExclusiveWaiters'

/** What is done to the structure in one step each: `locked…` under the spin lock, as `insertEntry` and `install`; the others without. */
export type StructureRecipes = {
  lockedExclusive(r: StructureDraft, me: ThreadId, Wait: boolean): ExclusiveAnswer
  lockedShared(r: StructureDraft, me: ThreadId, kind: SharedKind, Wait: boolean): SharedAnswer
  insertEntry(r: StructureDraft, me: ThreadId): TableSeen | 'inserted'
  install(r: StructureDraft, seen: TableSeen, fresh: Address): Address | null
  lockedRelease(r: StructureDraft, id: ResourceOwner, by: NotOwnedBy): Next
  lockedConvert(r: StructureDraft, me: ThreadId): number
  lockedMove(r: StructureDraft, me: ThreadId, P: ResourceOwner | string): void
  /** The writer that was granted is written down. */
  sign(r: StructureDraft, me: ThreadId): void
  publishEvent(r: StructureDraft, fresh: Address): boolean
  publishSemaphore(r: StructureDraft, fresh: Address): boolean
  zero(r: StructureDraft): void
  clearSlots(r: StructureDraft): void
  clearFields(r: StructureDraft): void
  unlink(r: StructureDraft): (Address | null)[]
  /** Of a mutant: the batch is counted when the lock has been dropped. */
  batchLater(r: StructureDraft): number
  /** Of a mutant: a writer that has given up is no waiter any more. */
  withdraw(r: StructureDraft): void
}

/** What is looked at in one step. */
export type StructureReads = {
  isOwnedExclusiveBy(r: Structure, me: ThreadId): boolean
  /** Without the lock: ActiveEntries, then OwnerEntry. */
  countAtFirstLook(r: Structure, me: ThreadId): number | 'in the table'
  lockedCount(r: Structure, me: ThreadId): number
  exclusiveWaiterCount(r: Structure): number
  sharedWaiterCount(r: Structure): number
  /** Where the memory is; `null` where there is none. */
  address(r: Structure, of: Attached): Address | null
}

/** The structure as threads use it. */
export type StructureObject = SharedObject<Structure, StructureRecipes & StructureReads>
