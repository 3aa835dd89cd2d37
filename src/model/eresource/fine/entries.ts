/** Where owners are written down: the inline OwnerEntry, and the slots of the table. No place is kept across an unlock. */
import type { ThreadId } from '../../language/index.ts'
import { ensureCount } from '../bug-check.ts'
import type { ResourceOwner } from '../owner.ts'
import type { Entry, Structure, StructureDraft } from './structure.ts'

/** OwnerEntry, or the number of a slot. */
export type Place = 'OwnerEntry' | number

type Readable = Structure | StructureDraft

export function entryAt(r: Readable, place: Place): Entry {
  return place === 'OwnerEntry' ? r.OwnerEntry : (r.OwnerTable?.slots[place] ?? null)
}

/** How many holds are written there: none where there is no place. */
export function countAt(r: Readable, place: Place | undefined): number {
  const entry = place === undefined ? null : entryAt(r, place)
  return entry === null ? 0 : entry.count
}

export function write(r: StructureDraft, place: Place, entry: Entry): void {
  if (place === 'OwnerEntry') r.OwnerEntry = entry
  else if (r.OwnerTable !== null) r.OwnerTable.slots[place] = entry
}

/** Of an owner, or of a reader that waits. */
export function placeOf(r: Readable, id: ResourceOwner): Place | undefined {
  return r.OwnerEntry?.id === id ? 'OwnerEntry' : slotOf(r, id)
}

export function slotOf(r: Readable, id: ResourceOwner): number | undefined {
  return slotWhere(r, (entry) => entry?.id === id)
}

export function freePlace(r: Readable): Place | undefined {
  return r.OwnerEntry === null ? 'OwnerEntry' : freeSlot(r)
}

export function freeSlot(r: Readable): number | undefined {
  return slotWhere(r, (entry) => entry === null)
}

/** One hold more of this owner, who is written there. */
export function countAgain(r: StructureDraft, place: Place, owner: ThreadId, recursionLimit: number): void {
  const count = countAt(r, place) + 1
  ensureCount(count, owner, recursionLimit)
  write(r, place, { id: owner, count })
}

/** One hold less of this owner; answers how many are left, and the entry is free where none is. */
export function countDown(r: StructureDraft, place: Place, owner: ResourceOwner): number {
  const count = countAt(r, place) - 1
  write(r, place, count === 0 ? null : { id: owner, count })
  return count
}

function slotWhere({ OwnerTable }: Readable, is: (entry: Entry) => boolean): number | undefined {
  if (OwnerTable === null) return undefined
  const slot = OwnerTable.slots.findIndex((entry) => is(entry))
  return slot === -1 ? undefined : slot
}
