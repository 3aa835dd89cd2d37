import { ensure, type Steps, type ThreadId } from '../../language/index.ts'
import { ensureLive, nameOf } from '../bug-check.ts'
import type { FineResource } from './fine-resource.ts'
import type { FineOptions } from './options.ts'
import { batch } from './release.ts'
import type { StructureDraft } from './structure.ts'
import { wakeReaders } from './waits.ts'

/** Under the lock: the owner stays where it is written, all readers that wait are counted as owners; answers how many. */
export function lockedConvert(r: StructureDraft, me: ThreadId, { rules }: FineOptions): number {
  ensureLive(r, 'ExConvertExclusiveToSharedLite')
  ensure(
    r.isOwnedExclusive && r.OwnerEntry?.id === me,
    `convertMisuse: ${nameOf(me)} converts a resource that it does not own exclusively`,
  )
  r.isOwnedExclusive = false
  if (!rules.convertKeepsEntry) r.OwnerEntry = null
  const readers = batch(r)
  r.ActiveEntries += readers
  return readers
}

/** ExConvertExclusiveToSharedLite. */
export function* convert(R: FineResource, me: ThreadId): Steps {
  const readers = yield* R.locked(me, () => R.structure.lockedConvert(me))
  if (readers > 0) yield* wakeReaders(R, readers)
}
