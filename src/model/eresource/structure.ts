/**
 * The part of ERESOURCE that no routine answers and a debugger shows: which entry holds which identity, how large the owner table has grown,
 * whether the waiter objects exist, how often somebody waited. It grows with history, so designs do without it; tests of fields and recorded
 * runs ask for it. Every function here does nothing where it is not kept.
 */
import type { ThreadId } from '../language/index.ts'
import type { ResourceOwner } from './owner.ts'
import type { ResourceDraft, Structure } from './state.ts'

export const blankStructure: Structure = {
  entries: [null],
  hasSharedWaiters: false,
  hasExclusiveWaiters: false,
  contentionCount: 0,
}

/** Slots of OwnerTable, slot 0 included, which holds the size and no owner: 0 where there is no table, then 3, 7, 11, … */
export function tableSize(structure: Structure): number {
  return structure.entries.length === 1 ? 0 : structure.entries.length
}

/** Where a new entry may go. *table*: while an exclusive hand-over may overwrite OwnerEntry, a waiting reader must keep out of it. */
export type Place = 'anywhere' | 'table'

/** The identity has an entry from now on; no effect where it has one. */
export function placeEntry(r: ResourceDraft, owner: ResourceOwner, place: Place): void {
  const { structure } = r
  if (structure === null || structure.entries.includes(owner)) return
  growWhereFull(r, place)
  structure.entries[freeEntry(structure.entries, place)] = owner
}

/** The table grows when no entry is free, 3 slots at first and then by 4: that happens even to a call that will be refused. */
export function growWhereFull(r: ResourceDraft, place: Place): void {
  const entries = r.structure?.entries
  if (entries === undefined || freeEntry(entries, place) !== -1) return
  const size = entries.length === 1 ? 3 : entries.length + 4
  while (entries.length < size) entries.push(null)
}

function freeEntry(entries: readonly (ResourceOwner | null)[], place: Place): number {
  return entries.indexOf(null, place === 'table' ? 1 : 0)
}

export function clearEntry(r: ResourceDraft, owner: ResourceOwner): void {
  renameEntry(r, owner, null)
}

export function renameEntry(r: ResourceDraft, owner: ResourceOwner, name: ResourceOwner | null): void {
  const at = r.structure?.entries.indexOf(owner) ?? -1
  if (at !== -1 && r.structure !== null) r.structure.entries[at] = name
}

/** Each has the entry of the other. */
export function swapEntries(r: ResourceDraft, one: ResourceOwner, other: ResourceOwner): void {
  if (r.structure === null) return
  r.structure.entries = r.structure.entries.map((entry) => (entry === one ? other : entry === other ? one : entry))
}

export function noteSharedWait(r: ResourceDraft): void {
  if (r.structure === null) return
  r.structure.hasSharedWaiters = true
  r.structure.contentionCount++
}

export function noteExclusiveWait(r: ResourceDraft): void {
  if (r.structure === null) return
  r.structure.hasExclusiveWaiters = true
  r.structure.contentionCount++
}

/** The granted exclusive waiter's identity goes into OwnerEntry. */
export function placeExclusiveHeir(r: ResourceDraft, heir: ThreadId): void {
  if (r.structure !== null) r.structure.entries[0] = heir
}

/** Every slot is cleared, what was allocated stays. */
export function zeroStructure(r: ResourceDraft): void {
  if (r.structure === null) return
  r.structure.entries = r.structure.entries.map(() => null)
  r.structure.contentionCount = 0
}
