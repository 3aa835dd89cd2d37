import type { Steps, ThreadId } from '../../language/index.ts'
import type { FineResource } from './fine-resource.ts'
import type { Address } from './memory.ts'
import type { FineOptions } from './options.ts'
import type { TableSeen } from './recipes.ts'
import type { Entry, StructureDraft } from './structure.ts'

export function tableSeen(r: StructureDraft): TableSeen {
  return r.OwnerTable === null ? { at: null, size: 0 } : { at: r.OwnerTable.at, size: r.OwnerTable.slots.length }
}

/** Under the lock: the larger table is in its place, with a copy of the entries; answers which block nobody needs any more. */
export function install(
  r: StructureDraft,
  seen: TableSeen,
  fresh: Address,
  { rules, firstTable, largerBy }: FineOptions,
): Address | null {
  const now = tableSeen(r)
  if (rules.growthLooksAgain && (now.at !== seen.at || now.size !== seen.size)) return fresh
  const more = seen.size === 0 ? firstTable : largerBy
  const copied = (r.OwnerTable?.slots ?? []).slice(0, seen.size)
  r.OwnerTable = { at: fresh, slots: [...copied, ...Array.from({ length: more }, (): Entry => null)] }
  return now.at
}

/** The lock is dropped to allocate. Whoever called must ask everything again. */
export function* grow(R: FineResource, me: ThreadId, seen: TableSeen): Steps {
  const fresh = yield* R.memory.allocate('table')
  if (!R.options.rules.freesAfterSwap) yield* R.memory.free(seen.at)
  const old = yield* R.locked(me, () => R.structure.install(seen, fresh))
  if (R.options.rules.freesAfterSwap) yield* R.memory.free(old)
}
