import type { Draft } from '../../language/index.ts'
import type { ResourceOwner } from '../owner.ts'
import type { Life } from '../state.ts'
import type { Address } from './memory.ts'

/** Between the hand-over and the first instruction of the writer that was granted nobody is the owner by name: identity 1. */
export const granted = 'granted'

/** An owner, or a reader that waits: it is written down before it sleeps, and counted when it is granted. */
export type Entry = { readonly id: ResourceOwner | typeof granted; readonly count: number } | null

/** The slots that can hold an owner; slot 0, which has the size, is left out. */
export type OwnerTable = { readonly at: Address; readonly slots: readonly Entry[] }

/**
 * The fields of ERESOURCE that its routines look at, in the layout of Vista and later. Left out: the list of all resources, the spin lock (an object of
 * its own where it is wanted), ContentionCount, which nobody reads, the flags of boosts, and ResourceIndex, a hint that is verified before it is used.
 */
export type Structure = {
  readonly life: Exclude<Life, 'Freed'>
  /** Flag bit 0x80. */
  readonly isOwnedExclusive: boolean
  readonly ActiveCount: number
  readonly ActiveEntries: number
  readonly OwnerEntry: Entry
  readonly OwnerTable: OwnerTable | null
  readonly NumberOfSharedWaiters: number
  readonly NumberOfExclusiveWaiters: number
  /** The semaphore and the event, allocated when somebody first waits. */
  readonly SharedWaiters: Address | null
  readonly ExclusiveWaiters: Address | null
}

/** The structure inside of a recipe. */
export type StructureDraft = Draft<Structure>

/** All zero. */
export const zeroed: Omit<Structure, 'life'> = {
  isOwnedExclusive: false,
  ActiveCount: 0,
  ActiveEntries: 0,
  OwnerEntry: null,
  OwnerTable: null,
  NumberOfSharedWaiters: 0,
  NumberOfExclusiveWaiters: 0,
  SharedWaiters: null,
  ExclusiveWaiters: null,
}
