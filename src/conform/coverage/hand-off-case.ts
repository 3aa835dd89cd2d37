import type { Resource, ResourceOwner } from '../../model/eresource/index.ts'
import { countOf, modeOf } from '../../model/eresource/inside/index.ts'

/** The rows of the hand-off table: what the last release of an owner finds. */
export const handOffs = {
  H1: 'exclusive, readers wait: all of them are granted',
  H2: 'exclusive, only writers wait: the first is granted',
  H3: 'exclusive, nobody waits: free',
  H4: 'shared, others still own: nobody is granted',
  H5: 'shared, the last owner, writers wait: the first is granted',
  H6: 'shared, the last owner, nobody waits: free',
} as const

export type HandOff = keyof typeof handOffs

/** `undefined` where the release leaves the owner with another hold, or nobody with this identity owns. */
export function handOffOf(r: Resource, id: ResourceOwner): HandOff | undefined {
  if (countOf(r.owners, id) !== 1) return undefined
  const isWriterQueued = r.exclusiveWaiters.length > 0
  if (modeOf(r) === 'Exclusive') {
    if (r.sharedWaiters.length > 0) return 'H1'
    return isWriterQueued ? 'H2' : 'H3'
  }
  if (r.activeEntries > 1) return 'H4'
  return isWriterQueued ? 'H5' : 'H6'
}
