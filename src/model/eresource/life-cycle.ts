import { ensure } from '../language/index.ts'
import { ensureLive, ensureOrBugCheck } from './bug-check.ts'
import type { Checks } from './policy.ts'
import { forget } from './reinitialize.ts'
import { isQueued, type Life, modeOf, type ResourceDraft } from './state.ts'
import { blankStructure } from './structure.ts'

/** What routines of the life cycle answer. */
export type Status = 'STATUS_SUCCESS'

/** ExInitializeResourceLite: whatever the storage held, all of it is zero and the resource is live. */
export function initialize(r: ResourceDraft, checks: Checks): void {
  ensureMayBeInitialized(r.life, checks)
  forget(r)
  if (r.structure !== null) r.structure = { ...blankStructure, entries: [...blankStructure.entries] }
  r.life = 'Live'
}

/** ExDeleteResourceLite: unlinks the resource and frees its table and waiter objects; the storage stays the caller's. */
export function deleteResource(r: ResourceDraft, checks: Checks): void {
  ensureMayBeDeleted(r.life, { isOwned: modeOf(r) !== 'Free', isQueued: isQueued(r) }, checks)
  forget(r)
  r.life = 'Deleted'
}

/** What ExInitializeResourceLite asks of the storage. */
export function ensureMayBeInitialized(life: Life, { verifier }: Checks): void {
  const isFresh = life !== 'Live'
  if (verifier) ensureVerified(isFresh, '0xD0', 'ExInitializeResourceLite on a live resource')
  ensure(isFresh, 'doubleInit: ExInitializeResourceLite on a live resource corrupts the list of all resources')
}

/** What ExDeleteResourceLite asks of a resource. */
export function ensureMayBeDeleted(
  life: Life,
  { isOwned, isQueued }: { readonly isOwned: boolean; readonly isQueued: boolean },
  { build, verifier }: Checks,
): void {
  if (verifier) ensureVerified(life === 'Live', '0xD1', 'ExDeleteResourceLite on a resource that is not initialized')
  ensure(life !== 'Deleted', 'doubleDelete: ExDeleteResourceLite on a deleted resource')
  ensure(life !== 'Uninit', 'deleteUninit: ExDeleteResourceLite on a resource that was never initialized')
  ensureLive({ life }, 'ExDeleteResourceLite')
  const isFree = build === 'free'
  ensure(isFree || !isOwned, 'deleteWhileOwned: ExDeleteResourceLite on a resource that somebody owns')
  ensure(isFree || !isQueued, 'deleteWithWaiters: ExDeleteResourceLite on a resource that somebody waits for')
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
