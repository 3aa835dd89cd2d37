import type { ThreadId } from '../language/index.ts'
import { countOf } from './owner.ts'
import { modeOf, type Resource, type ResourceDraft } from './state.ts'

/** The four ways to ask; ExTryToAcquireResourceExclusiveLite is *Exclusive* that does not wait. */
export type Acquire = 'Exclusive' | 'SharedLite' | 'StarveExclusive' | 'WaitForExclusive'

/** *grant again*: recursion: the caller's count grows and nothing else changes. *wait*: with Wait = FALSE, answer FALSE. */
export type Decision = 'grant' | 'grant again' | 'wait'

/**
 * The decision table of the acquires. A free resource is granted at once; an exclusive owner is always granted again, whatever it asks for and
 * whoever is queued, and its access stays exclusive; nobody else is granted beside it.
 */
export function decide(r: Resource | ResourceDraft, me: ThreadId, acquire: Acquire): Decision {
  const isOwner = countOf(r.owners, me) > 0
  switch (modeOf(r)) {
    case 'Free':
      return 'grant'
    case 'Exclusive':
      return isOwner ? 'grant again' : 'wait'
    case 'Shared':
      return decideWhileShared(acquire, isOwner, r.exclusiveWaiters.length > 0)
  }
}

/** The three shared routines differ only here, where an exclusive waiter is queued. A reader that asks for exclusive waits, for itself too. */
function decideWhileShared(acquire: Acquire, isOwner: boolean, isExclusiveQueued: boolean): Decision {
  const admitted: Decision = isOwner ? 'grant again' : 'grant'
  switch (acquire) {
    case 'Exclusive':
      return 'wait'
    case 'SharedLite':
      return isExclusiveQueued && !isOwner ? 'wait' : admitted
    case 'StarveExclusive':
      return admitted
    case 'WaitForExclusive':
      return isExclusiveQueued ? 'wait' : admitted
  }
}
