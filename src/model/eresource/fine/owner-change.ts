import type { Steps, ThreadId } from '../../language/index.ts'
import { ensureCount, ensureLive, ensureOwned, ensureOwnerPointer } from '../bug-check.ts'
import type { ResourceOwner } from '../owner.ts'
import { countAt, placeOf, write } from './entries.ts'
import type { FineResource } from './fine-resource.ts'
import type { FineOptions } from './options.ts'
import type { StructureDraft } from './structure.ts'

/** Under the lock: the entry of the thread is the pointer's; where that has one already, the counts are added. Nobody is woken. */
export function lockedMove(
  r: StructureDraft,
  me: ThreadId,
  P: ResourceOwner | string,
  { recursionLimit }: FineOptions,
): void {
  ensureLive(r, 'ExSetResourceOwnerPointer')
  ensureOwnerPointer(P, me)
  const mine = r.isOwnedExclusive && r.OwnerEntry?.id !== me ? undefined : placeOf(r, me)
  ensureOwned(mine !== undefined, me, 3)
  const other = placeOf(r, P)
  const count = countAt(r, mine) + countAt(r, other)
  ensureCount(count, P, recursionLimit)
  write(r, other ?? mine, { id: P, count })
  if (other === undefined) return
  write(r, mine, null)
  r.ActiveEntries--
}

/** ExSetResourceOwnerPointer. */
export function* moveOwnership(R: FineResource, me: ThreadId, P: ResourceOwner | string): Steps {
  yield* R.locked(me, () => R.structure.lockedMove(me, P))
}
