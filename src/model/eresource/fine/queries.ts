/** The routines that only look. They take no lock, or only where a first look did not answer. */
import type { Steps, ThreadId } from '../../language/index.ts'
import { ensureLive } from '../bug-check.ts'
import { countAt, slotOf } from './entries.ts'
import type { FineResource } from './fine-resource.ts'
import type { StructureReads } from './recipes.ts'

export const reads: StructureReads = {
  isOwnedExclusiveBy(r, me) {
    ensureLive(r, 'ExIsResourceAcquiredExclusiveLite')
    return r.isOwnedExclusive && r.OwnerEntry?.id === me
  },

  countAtFirstLook(r, me) {
    ensureLive(r, 'ExIsResourceAcquiredSharedLite')
    if (r.ActiveEntries === 0) return 0
    return r.OwnerEntry?.id === me ? r.OwnerEntry.count : 'in the table'
  },

  lockedCount(r, me) {
    return r.isOwnedExclusive ? 0 : countAt(r, slotOf(r, me))
  },

  exclusiveWaiterCount(r) {
    ensureLive(r, 'ExGetExclusiveWaiterCount')
    return r.NumberOfExclusiveWaiters
  },

  sharedWaiterCount(r) {
    ensureLive(r, 'ExGetSharedWaiterCount')
    return r.NumberOfSharedWaiters
  },

  address: (r, of) => (of === 'OwnerTable' ? (r.OwnerTable?.at ?? null) : r[of]),
}

/** ExIsResourceAcquiredSharedLite. */
export function* acquiredCount(R: FineResource, me: ThreadId): Steps<number> {
  const seen = yield* R.structure.countAtFirstLook(me)
  if (seen !== 'in the table') return seen
  return yield* R.locked(me, () => R.structure.lockedCount(me))
}
