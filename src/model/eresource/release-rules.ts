import { countOf, type ResourceOwner } from './owner.ts'
import type { ResourceDraft } from './state.ts'

/** The identity itself, if it owns: the rule of bug check 0xE3, whatever the mode. */
export function releasingOwner(r: ResourceDraft, id: ResourceOwner): ResourceOwner | undefined {
  return countOf(r.owners, id) > 0 ? id : undefined
}

/** Once for each acquisition, exclusive or shared. */
export function isLastRelease(count: number): boolean {
  return count === 0
}
