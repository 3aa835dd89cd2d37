/**
 * Behind whom a waiting thread stands: those who must have let go, or had their turn, just before it is granted. Behind whom these stand in turn is not
 * said again: a reader behind a writer waits for the writer, and the writer for the readers inside.
 */
import type { ThreadId } from '../language/index.ts'
import { ownersOf, type ResourceOwner } from './owner.ts'
import type { ReleasePolicy } from './policy.ts'
import { modeOf, type Resource } from './state.ts'

/** Nobody, where no release will ever grant the thread: it is stranded. */
export function waitsFor(r: Resource, me: ThreadId, policy: ReleasePolicy): readonly ResourceOwner[] {
  if (r.sharedWaiters.includes(me)) return readerWaitsFor(r, policy)
  const place = r.exclusiveWaiters.indexOf(me)
  return place === -1 ? [] : writerWaitsFor(r, place, policy)
}

/** One batch takes in all readers: after the next exclusive period, or when no writer is left. */
function readerWaitsFor(r: Resource, policy: ReleasePolicy): readonly ResourceOwner[] {
  const { exclusiveWaiters } = r
  const last = policy === 'exclusiveFirst' ? exclusiveWaiters.at(-1) : undefined
  const before = last ?? (modeOf(r) === 'Shared' ? exclusiveWaiters[0] : undefined)
  return before === undefined ? ownersOf(r.owners) : [before]
}

function writerWaitsFor(r: Resource, place: number, policy: ReleasePolicy): readonly ResourceOwner[] {
  const ahead = r.exclusiveWaiters[place - 1]
  const afterBatch = modeOf(r) === 'Exclusive' ? 0 : 1
  const batch = policy === 'sharedFirst' && place === afterBatch ? r.sharedWaiters : []
  return [...(ahead === undefined ? ownersOf(r.owners) : [ahead]), ...batch]
}
