import { retry, type Steps, type ThreadId } from '../../language/index.ts'
import { ensureLive } from '../bug-check.ts'
import { countAgain } from './entries.ts'
import type { FineResource } from './fine-resource.ts'
import type { FineOptions } from './options.ts'
import type { ExclusiveAnswer } from './recipes.ts'
import type { StructureDraft } from './structure.ts'
import { eventThere, waitsForEvent } from './waits.ts'

/** Under the lock: granted to whoever finds the resource free, or owns it exclusively. */
export function lockedExclusive(
  r: StructureDraft,
  me: ThreadId,
  Wait: boolean,
  { recursionLimit }: FineOptions,
): ExclusiveAnswer {
  ensureLive(r, 'an acquire')
  if (r.ActiveEntries === 0) {
    r.isOwnedExclusive = true
    r.ActiveCount = r.ActiveEntries = 1
    r.OwnerEntry = { id: me, count: 1 }
    return 'granted'
  }
  if (r.isOwnedExclusive && r.OwnerEntry?.id === me) {
    countAgain(r, 'OwnerEntry', me, recursionLimit)
    return 'granted'
  }
  if (!Wait) return 'refused'
  if (r.ExclusiveWaiters === null) return 'no event'
  r.NumberOfExclusiveWaiters++
  return 'registered'
}

/** ExAcquireResourceExclusiveLite. Who was granted by another signs in OwnerEntry, without the lock: nobody else writes there until it releases. */
export function* acquireExclusive(R: FineResource, me: ThreadId, Wait: boolean): Steps<boolean> {
  const answer = yield* retry(function* () {
    const seen = yield* R.locked(me, () => R.structure.lockedExclusive(me, Wait))
    if (seen !== 'no event') return seen
    yield* eventThere(R)
    return false // everything is asked again
  })
  if (answer !== 'registered') return answer === 'granted'
  if (!(yield* waitsForEvent(R, me))) return false
  yield* R.structure.sign(me)
  return true
}
