import { withMember } from '../language/index.ts'
import type { ResourceDraft } from './state.ts'
import { zeroStructure } from './structure.ts'

/**
 * ExReinitializeResourceLite: every slot of the owner table, the flags and the counts become zero; the memory of the table and the waiter objects
 * stay. It looks at nothing and wakes nobody: owners lose their holds, and waiters whatever could have woken them.
 */
export function reinitialize(r: ResourceDraft): void {
  forget(r)
  zeroStructure(r)
}

/** What both kinds of initialization and deletion leave: nobody owns, nobody is queued, nothing is set. */
export function forget(r: ResourceDraft): void {
  strandWaiters(r)
  r.owners = {}
  r.isOwnedExclusive = false
  r.activeEntries = 0
  r.isBoostDisabled = false
}

/** The wait lists are gone; who slept in them sleeps for ever. */
export function strandWaiters(r: ResourceDraft): void {
  for (const thread of [...r.exclusiveWaiters, ...r.sharedWaiters]) r.stranded = withMember(r.stranded, thread)
  r.exclusiveWaiters = []
  r.sharedWaiters = []
}
