import { ensure } from '../language/index.ts'
import { ensureLive, ensureOrBugCheck } from './bug-check.ts'
import type { Checks } from './policy.ts'
import { forget } from './reinitialize.ts'
import { isQueued, modeOf, type ResourceDraft } from './state.ts'
import { blankStructure } from './structure.ts'

/** What routines of the life cycle answer. */
export type Status = 'STATUS_SUCCESS'

/** ExInitializeResourceLite: whatever the storage held, all of it is zero and the resource is live. */
export function initialize(r: ResourceDraft, { verifier }: Checks): void {
  const isFresh = r.life !== 'Live'
  if (verifier) ensureVerified(isFresh, '0xD0', 'ExInitializeResourceLite on a live resource')
  ensure(isFresh, 'doubleInit: ExInitializeResourceLite on a live resource corrupts the list of all resources')
  forget(r)
  if (r.structure !== null) r.structure = { ...blankStructure, entries: [...blankStructure.entries] }
  r.life = 'Live'
}

/** ExDeleteResourceLite: unlinks the resource and frees its table and waiter objects; the storage stays the caller's. */
export function deleteResource(r: ResourceDraft, { build, verifier }: Checks): void {
  if (verifier) ensureVerified(r.life === 'Live', '0xD1', 'ExDeleteResourceLite on a resource that is not initialized')
  ensure(r.life !== 'Deleted', 'doubleDelete: ExDeleteResourceLite on a deleted resource')
  ensure(r.life !== 'Uninit', 'deleteUninit: ExDeleteResourceLite on a resource that was never initialized')
  ensureLive(r, 'ExDeleteResourceLite')
  ensure(
    build === 'free' || modeOf(r) === 'Free',
    'deleteWhileOwned: ExDeleteResourceLite on a resource that somebody owns',
  )
  ensure(
    build === 'free' || !isQueued(r),
    'deleteWithWaiters: ExDeleteResourceLite on a resource that somebody waits for',
  )
  forget(r)
  r.life = 'Deleted'
}

/** The storage goes back to the pool. A resource that is still live there stays linked into the list of all resources. */
export function freeStorage(r: ResourceDraft, { verifier }: Checks): void {
  const isUnlinked = r.life !== 'Live'
  if (verifier) ensureVerified(isUnlinked, '0xD2', 'pool that holds a live resource is freed')
  ensure(
    isUnlinked,
    'missing delete: freed storage stays in the list of all resources (0x139 in a later ExDeleteResourceLite)',
  )
  r.life = 'Freed'
}

function ensureVerified(condition: boolean, parameter: string, what: string): void {
  ensureOrBugCheck(condition, `0xC4/${parameter} DRIVER_VERIFIER_DETECTED_VIOLATION`, what)
}
