import { ensureLive, ensureOwned, type NotOwnedBy } from './bug-check.ts'
import { removeOwner } from './grant.ts'
import type { EresourceOptions, RuleOptions } from './options.ts'
import { countOf, type ResourceOwner } from './owner.ts'
import { modeOf, type ResourceDraft } from './state.ts'

export type ReleaseOptions = RuleOptions & Pick<EresourceOptions, 'releasePolicy'>

/** ExReleaseResourceLite and ExReleaseResourceForThreadLite: one hold less, and with the last one the hand-off. Never waits. */
export function release(
  r: ResourceDraft,
  id: ResourceOwner,
  by: NotOwnedBy,
  { rules, releasePolicy }: ReleaseOptions,
): void {
  ensureLive(r, 'a release')
  const owner = rules.releasingOwner(r, id)
  ensureOwned(owner !== undefined, id, by)
  const count = countOf(r.owners, owner) - 1
  if (!rules.isLastRelease(count)) {
    r.owners[owner] = count
    return
  }
  const wasExclusive = modeOf(r) === 'Exclusive'
  removeOwner(r, owner)
  if (wasExclusive) rules.afterExclusive(r, releasePolicy)
  else if (modeOf(r) === 'Free') rules.afterShared(r)
}
