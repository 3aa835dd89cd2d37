import type { ThreadId } from '../language/index.ts'
import { countOf, type OwnerPointer } from './owner.ts'
import type { ResourceDraft } from './state.ts'
import { clearEntry, renameEntry } from './structure.ts'

/**
 * ExSetResourceOwnerPointer: the pointer owns what the thread owned, and the thread owns nothing. Shared holds of a pointer that owns already are
 * merged: one entry, the counts added. Nobody is woken.
 */
export function moveOwnership(r: ResourceDraft, me: ThreadId, P: OwnerPointer): void {
  const held = countOf(r.owners, P)
  r.owners[P] = held + countOf(r.owners, me)
  delete r.owners[me]
  if (held === 0) {
    renameEntry(r, me, P)
    return
  }
  r.activeEntries--
  clearEntry(r, me)
}
