import type { Tools } from '../language/index.ts'
import { fields } from './fields.ts'
import { countOf, ownersOf } from './owner.ts'
import type { Eresource } from './recipes.ts'
import { isQueued, modeOf, type Resource } from './state.ts'

/** A property of every value that a resource has under correct clients. */
export type SafetyProperty = { readonly name: string; readonly holds: (r: Resource) => boolean }

const ownerCount = (r: Resource): number => ownersOf(r.owners).length

/** S1 to S6 and S13: what a single value can show. S7 to S10 are about calls, S14 to S16 about callers. */
export const safetyProperties: readonly SafetyProperty[] = [
  { name: 'S1 an exclusive owner is alone', holds: (r) => !r.isOwnedExclusive || ownerCount(r) === 1 },
  { name: 'S2 owned exclusively means one active entry', holds: (r) => !r.isOwnedExclusive || r.activeEntries === 1 },
  { name: 'S3 ActiveEntries counts the owners', holds: (r) => r.activeEntries === ownerCount(r) },
  { name: 'S4 ActiveCount says whether (nt6) or how many (nt5) own', holds: hasActiveCounts },
  { name: 'S5 a free resource has no waiters', holds: (r) => modeOf(r) !== 'Free' || !isQueued(r) },
  { name: 'S6 readers wait beside readers only behind a writer', holds: waitsBehindWriter },
  {
    name: 'S13 an owner has at least one hold',
    holds: (r) => ownersOf(r.owners).every((owner) => countOf(r.owners, owner) > 0),
  },
]

function hasActiveCounts(r: Resource): boolean {
  return fields(r, 'nt6').ActiveCount === Math.min(1, ownerCount(r)) && fields(r, 'nt5').ActiveCount === ownerCount(r)
}

function waitsBehindWriter(r: Resource): boolean {
  return modeOf(r) !== 'Shared' || r.sharedWaiters.length === 0 || r.exclusiveWaiters.length > 0
}

/**
 * Declares S1 to S6 and S13 for resources of a system: `alwaysSafe(tools, { R })`. Reports have one line for those of
 * which the same is known.
 * @example
 * const { Vcb, Fcb } = shared({ Vcb: eresource(), Fcb: eresource() })
 * alwaysSafe(tools, { Vcb, Fcb })
 */
export function alwaysSafe({ always }: Pick<Tools, 'always'>, resources: Readonly<Record<string, Eresource>>): void {
  const partOf = `alwaysSafe(${Object.keys(resources).join(', ')})`
  for (const [name, resource] of Object.entries(resources)) {
    for (const property of safetyProperties)
      always(`${property.name} (${name})`, [resource], property.holds, { partOf })
  }
}
