import type { ThreadId } from '../language/index.ts'
import type { ResourceOwner } from './owner.ts'
import type { ResourceDraft } from './state.ts'
import { clearEntry, type Place, placeEntry, placeExclusiveHeir } from './structure.ts'

/** The only owner, exclusively. */
export function grantExclusive(r: ResourceDraft, thread: ThreadId): void {
  r.isOwnedExclusive = true
  r.activeEntries = 1
  r.owners[thread] = 1
  placeExclusiveHeir(r, thread)
}

/** One more shared owner. */
export function grantShared(r: ResourceDraft, thread: ThreadId, place: Place): void {
  r.activeEntries++
  r.owners[thread] = 1
  placeEntry(r, thread, place)
}

/** The first exclusive waiter owns from now on, though it may run much later. */
export function grantExclusiveWaiter(r: ResourceDraft): void {
  const heir = r.exclusiveWaiters.shift()
  if (heir !== undefined) grantExclusive(r, heir)
}

/** All shared waiters, of whichever routine, in one batch. */
export function grantSharedWaiters(r: ResourceDraft): void {
  for (const reader of r.sharedWaiters) grantShared(r, reader, 'table')
  r.sharedWaiters = []
}

/** One owner less; who follows is the caller's business. */
export function removeOwner(r: ResourceDraft, owner: ResourceOwner): void {
  delete r.owners[owner]
  r.activeEntries--
  r.isOwnedExclusive = false
  clearEntry(r, owner)
}
