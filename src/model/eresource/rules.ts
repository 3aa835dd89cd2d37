import type { ThreadId } from '../language/index.ts'
import { type Acquire, type Decision, decide } from './acquire-decision.ts'
import { convert } from './convert.ts'
import { afterExclusive, afterShared } from './hand-off.ts'
import type { OwnerPointer, ResourceOwner } from './owner.ts'
import { moveOwnership } from './owner-change.ts'
import type { Checks, ReleasePolicy } from './policy.ts'
import { reinitialize } from './reinitialize.ts'
import { isLastRelease, releasingOwner } from './release-rules.ts'
import type { Resource, ResourceDraft } from './state.ts'

/** The decisions of ERESOURCE, each in one place. A mutant is the specification with one of them replaced. */
export type Rules = {
  /** What an acquire comes to. */
  readonly decide: (r: Resource | ResourceDraft, me: ThreadId, acquire: Acquire) => Decision
  /** What a call with Wait = FALSE answers when it was not granted. */
  readonly refused: (acquire: Acquire) => boolean
  /** Whose hold a release for this identity gives up; `undefined` is bug check 0xE3. */
  readonly releasingOwner: (r: ResourceDraft, id: ResourceOwner) => ResourceOwner | undefined
  /** Whether a release that leaves this count removes the owner. */
  readonly isLastRelease: (count: number) => boolean
  /** Who owns after the exclusive owner has left. */
  readonly afterExclusive: (r: ResourceDraft, policy: ReleasePolicy) => void
  /** Who owns after the last shared owner has left. */
  readonly afterShared: (r: ResourceDraft) => void
  readonly convert: (r: ResourceDraft, me: ThreadId, checks: Checks) => void
  /** ExSetResourceOwnerPointer: the hold of `me` becomes the pointer's. */
  readonly moveOwnership: (r: ResourceDraft, me: ThreadId, P: OwnerPointer) => void
  readonly reinitialize: (r: ResourceDraft) => void
}

/** The rules as they are documented. */
export const specification: Rules = {
  decide,
  refused: () => false,
  releasingOwner,
  isLastRelease,
  afterExclusive,
  afterShared,
  convert,
  moveOwnership,
  reinitialize,
}
