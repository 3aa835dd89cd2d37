/**
 * Behind whom a waiting thread stands: those who must have let go, or had their turn, just before it is granted. Behind whom these stand in turn is not
 * said again: a reader behind a writer waits for the writer, and the writer for the readers inside.
 */
import type { ThreadId } from '../language/index.ts'
import { ownersOf, type ResourceOwner } from './owner.ts'
import type { ReleasePolicy } from './policy.ts'
import { modeOf, type Resource } from './state.ts'

/** Somebody who goes first, and why; without an owner where nobody will ever grant the thread. */
export type OwnerAhead = { readonly owner?: ResourceOwner; readonly why: string }

export function waitsFor(r: Resource, me: ThreadId, policy: ReleasePolicy): readonly OwnerAhead[] {
  if (r.stranded.includes(me)) return [{ why: 'nobody will wake it: its wait list was initialized or freed under it' }]
  if (r.sharedWaiters.includes(me)) return readerWaitsFor(r, policy)
  const place = r.exclusiveWaiters.indexOf(me)
  return place === -1 ? [] : writerWaitsFor(r, place, policy)
}

/** One batch takes in all readers: after the next exclusive period, or when no writer is left. */
function readerWaitsFor(r: Resource, policy: ReleasePolicy): readonly OwnerAhead[] {
  const { exclusiveWaiters } = r
  const last = policy === 'exclusiveFirst' ? exclusiveWaiters.at(-1) : undefined
  if (last !== undefined) return [{ owner: last, why: 'waits for exclusive access, and writers go first' }]
  const first = modeOf(r) === 'Shared' ? exclusiveWaiters[0] : undefined
  return first === undefined ? allOwners(r) : [{ owner: first, why: 'asked for exclusive access first' }]
}

function writerWaitsFor(r: Resource, place: number, policy: ReleasePolicy): readonly OwnerAhead[] {
  const ahead = r.exclusiveWaiters[place - 1]
  const afterBatch = modeOf(r) === 'Exclusive' ? 0 : 1
  const batch = policy === 'sharedFirst' && place === afterBatch ? r.sharedWaiters : []
  return [
    ...(ahead === undefined ? allOwners(r) : [{ owner: ahead, why: 'asked for exclusive access first' }]),
    ...batch.map((owner) => ({ owner, why: 'waits for shared access, and has its turn first' })),
  ]
}

function allOwners(r: Resource): readonly OwnerAhead[] {
  const why = modeOf(r) === 'Exclusive' ? 'owns it exclusively' : 'owns it shared'
  return ownersOf(r.owners).map((owner) => ({ owner, why }))
}
