import type { Steps, ThreadId } from '../../language/index.ts'
import { ensureLive, ensureOwned, type NotOwnedBy } from '../bug-check.ts'
import type { ResourceOwner } from '../owner.ts'
import { countDown, placeOf } from './entries.ts'
import type { FineResource } from './fine-resource.ts'
import type { FineOptions } from './options.ts'
import type { Next } from './recipes.ts'
import { granted, type StructureDraft } from './structure.ts'
import { wakeReaders, wakeWriter } from './waits.ts'

/** Under the lock: one hold less, and with the last one the hand-over, by counters alone. */
export function lockedRelease(r: StructureDraft, id: ResourceOwner, by: NotOwnedBy, options: FineOptions): Next {
  ensureLive(r, 'a release')
  return r.isOwnedExclusive ? releaseExclusive(r, id, by, options) : releaseShared(r, id, by)
}

function releaseExclusive(r: StructureDraft, id: ResourceOwner, by: NotOwnedBy, { rules }: FineOptions): Next {
  ensureOwned(r.OwnerEntry?.id === id, id, by)
  if (countDown(r, 'OwnerEntry', id) > 0) return 'nobody'
  if (r.NumberOfSharedWaiters > 0) {
    r.isOwnedExclusive = false
    r.ActiveEntries = r.NumberOfSharedWaiters
    return rules.capturesBatch ? batch(r) : 'counted later'
  }
  if (r.NumberOfExclusiveWaiters > 0) return handedToWriter(r)
  r.isOwnedExclusive = false
  r.ActiveEntries = r.ActiveCount = 0
  return 'nobody'
}

function releaseShared(r: StructureDraft, id: ResourceOwner, by: NotOwnedBy): Next {
  const place = placeOf(r, id)
  ensureOwned(place !== undefined, id, by)
  if (countDown(r, place, id) > 0) return 'nobody'
  r.ActiveEntries--
  if (r.ActiveEntries > 0) return 'nobody'
  if (r.NumberOfExclusiveWaiters > 0) return handedToWriter(r)
  r.ActiveCount = 0
  return 'nobody'
}

/** Counters and mode change with the grant, long before the writer runs. */
function handedToWriter(r: StructureDraft): Next {
  r.isOwnedExclusive = true
  r.OwnerEntry = { id: granted, count: 1 }
  r.ActiveEntries = 1
  r.NumberOfExclusiveWaiters--
  return 'a writer'
}

/** The readers that are to be woken: from now on nobody else counts them. */
export function batch(r: StructureDraft): number {
  const count = r.NumberOfSharedWaiters
  r.NumberOfSharedWaiters = 0
  return count
}

/** ExReleaseResourceLite, ExReleaseResourceForThreadLite. */
export function* release(R: FineResource, me: ThreadId, id: ResourceOwner, by: NotOwnedBy): Steps {
  const next = yield* R.locked(me, () => R.structure.lockedRelease(id, by))
  if (next === 'a writer') yield* wakeWriter(R)
  else if (next === 'counted later') yield* wakeReaders(R, yield* R.structure.batchLater())
  else if (next !== 'nobody') yield* wakeReaders(R, next)
}
