import type { Draft, ThreadId } from '../language/index.ts'
import { type Owners, ownersOf, type ResourceOwner } from './owner.ts'

/** *Freed*: the storage that held it was given back to the pool. */
export type Life = 'Uninit' | 'Live' | 'Deleted' | 'Freed'

/**
 * ERESOURCE between two routines. The flag and the counter that the routines decide by are kept beside the owners, as in the structure itself:
 * that they agree (S2, S3) is a property, not a definition.
 */
export type Resource = {
  readonly life: Life
  /** Flag bit 0x80, ResourceOwnedExclusive. */
  readonly isOwnedExclusive: boolean
  /** ActiveEntries: how many identities own. */
  readonly activeEntries: number
  readonly owners: Owners
  /** Not yet granted; the first one is next. */
  readonly exclusiveWaiters: readonly ThreadId[]
  /**
   * Not yet granted; a set. Which shared routine they wait in matters no more: one batch grants them all. Only the place of their entries
   * differs, which `structure` records.
   */
  readonly sharedWaiters: readonly ThreadId[]
  /** Flag bit 0x08, set by ExDisableResourceBoostLite. */
  readonly isBoostDisabled: boolean
  /** Threads whose wait list was initialized or freed under them: nothing wakes them any more. */
  readonly stranded: readonly ThreadId[]
  /** Granted, and not back from the wait yet: kept where grants can be exchanged. */
  readonly unclaimed?: readonly ThreadId[]
  /** What no routine answers, for those who want the raw fields; `null` where it is not kept. */
  readonly structure: Structure | null
}

/** What only a debugger shows; see structure.ts. */
export type Structure = {
  /** OwnerEntry, then the slots of OwnerTable that can hold an owner. An entry is free where it is `null`. */
  readonly entries: readonly (ResourceOwner | null)[]
  /** SharedWaiters (a semaphore) and ExclusiveWaiters (an event) are allocated at the first wait and stay. */
  readonly hasSharedWaiters: boolean
  readonly hasExclusiveWaiters: boolean
  readonly contentionCount: number
}

/** A resource inside a recipe. */
export type ResourceDraft = Draft<Resource>

/** How a resource is owned. */
export type Mode = 'Free' | 'Shared' | 'Exclusive'

/** As the routines see it: by the flag and the counter, not by the owners. */
export function modeOf(r: Resource | ResourceDraft): Mode {
  if (r.isOwnedExclusive) return 'Exclusive'
  return r.activeEntries > 0 ? 'Shared' : 'Free'
}

/** The one owner of a resource that is owned exclusively. */
export function exclusiveOwner(r: Resource | ResourceDraft): ResourceOwner | undefined {
  return r.isOwnedExclusive ? ownersOf(r.owners)[0] : undefined
}

/** Whether the thread waits, shared or exclusive. */
export function isWaiting(r: Resource | ResourceDraft, thread: ThreadId): boolean {
  return r.exclusiveWaiters.includes(thread) || r.sharedWaiters.includes(thread)
}

/** Whether anybody waits. */
export function isQueued(r: Resource | ResourceDraft): boolean {
  return r.exclusiveWaiters.length > 0 || r.sharedWaiters.length > 0
}

/** Storage that nobody has initialized. */
export const uninitialized: Resource = {
  life: 'Uninit',
  isOwnedExclusive: false,
  activeEntries: 0,
  owners: {},
  exclusiveWaiters: [],
  sharedWaiters: [],
  isBoostDisabled: false,
  stranded: [],
  structure: null,
}
