import type { StructureLayout } from './options.ts'
import { countOf, type ResourceOwner } from './owner.ts'
import { exclusiveOwner, modeOf, type Resource } from './state.ts'
import { tableSize } from './structure.ts'

/** OWNER_ENTRY: free where OwnerThread is 0. */
export type OwnerEntry = { readonly OwnerThread: ResourceOwner | 0; readonly OwnerCount: number }

/** `OwnerTable` of the structure: its size and its entries. */
export type OwnerTable = { readonly TableSize: number; readonly entries: readonly OwnerEntry[] }

/** Fields that both layouts have. Those that are `undefined` are not known, because the resource keeps no structure. */
export type CommonFields = {
  readonly ActiveCount: number
  readonly NumberOfSharedWaiters: number
  readonly NumberOfExclusiveWaiters: number
  readonly ContentionCount: number | undefined
  readonly OwnerTable: OwnerTable | null | undefined
  readonly SharedWaiters: 'allocated' | null | undefined
  readonly ExclusiveWaiters: 'allocated' | null | undefined
}

/** Windows 2000 to Server 2003: ActiveCount counts owners; the exclusive owner and the first shared one have entries of their own. */
export type Nt5Fields = CommonFields & {
  readonly Flag: number
  readonly OwnerThreads: readonly [OwnerEntry, OwnerEntry | undefined]
}

/** Vista and later: ActiveCount says whether anybody owns, ActiveEntries how many; one entry inline. */
export type Nt6Fields = CommonFields & {
  readonly Flag: number
  readonly ActiveEntries: number
  readonly OwnerEntry: OwnerEntry | undefined
}

/** Fields of the structure as a debugger shows them, by layout. */
export type Fields<L extends StructureLayout> = L extends 'nt5' ? Nt5Fields : Nt6Fields

const ResourceOwnedExclusive = 0x80
const ResourceHasDisabledPriorityBoost = 0x08
const freeEntry: OwnerEntry = { OwnerThread: 0, OwnerCount: 0 }

/** The structure as a debugger would show it between two routines. */
export function fields<L extends StructureLayout>(r: Resource, layout: L): Fields<L> {
  const flag =
    (r.isOwnedExclusive ? ResourceOwnedExclusive : 0) | (r.isBoostDisabled ? ResourceHasDisabledPriorityBoost : 0)
  const of = { nt5: () => nt5Fields(r, flag), nt6: () => nt6Fields(r, flag) }
  return of[layout]() as Fields<L> // the key says which
}

function nt5Fields(r: Resource, Flag: number): Nt5Fields {
  const inline = inlineEntry(r)
  const OwnerThreads = r.isOwnedExclusive ? ([inline ?? freeEntry, freeEntry] as const) : ([freeEntry, inline] as const)
  return { ...commonFields(r, r.activeEntries), Flag, OwnerThreads }
}

function nt6Fields(r: Resource, Flag: number): Nt6Fields {
  return {
    ...commonFields(r, Math.min(1, r.activeEntries)),
    Flag,
    ActiveEntries: r.activeEntries,
    OwnerEntry: inlineEntry(r),
  }
}

function commonFields(r: Resource, ActiveCount: number): CommonFields {
  const { structure } = r
  const waiterObject = (exists: boolean | undefined) => (exists === undefined ? undefined : exists ? 'allocated' : null)
  return {
    ActiveCount,
    NumberOfSharedWaiters: r.sharedWaiters.length,
    NumberOfExclusiveWaiters: r.exclusiveWaiters.length,
    ContentionCount: structure?.contentionCount,
    OwnerTable: structure === null ? undefined : ownerTable(r, structure.entries),
    SharedWaiters: waiterObject(structure?.hasSharedWaiters),
    ExclusiveWaiters: waiterObject(structure?.hasExclusiveWaiters),
  }
}

function ownerTable(r: Resource, entries: readonly (ResourceOwner | null)[]): OwnerTable | null {
  const TableSize = r.structure === null ? 0 : tableSize(r.structure)
  return TableSize === 0 ? null : { TableSize, entries: entries.slice(1).map((owner) => entryOf(r, owner)) }
}

/** Without a structure it is known where nobody owns and where one owner does exclusively. */
function inlineEntry(r: Resource): OwnerEntry | undefined {
  if (r.structure !== null) return entryOf(r, r.structure.entries[0] ?? null)
  return modeOf(r) === 'Shared' ? undefined : entryOf(r, exclusiveOwner(r) ?? null)
}

/** The entry of a waiting reader is written with count 1 before it owns. */
function entryOf(r: Resource, owner: ResourceOwner | null): OwnerEntry {
  return owner === null ? freeEntry : { OwnerThread: owner, OwnerCount: Math.max(1, countOf(r.owners, owner)) }
}
