/**
 * Mutants: the specification with one rule replaced, each a mistake that somebody made or nearly made. A property must catch every one of them.
 */
import { decide } from './acquire-decision.ts'
import { grantExclusiveWaiter, grantSharedWaiters } from './grant.ts'
import { countOf } from './owner.ts'
import { forget } from './reinitialize.ts'
import { releasingOwner } from './release-rules.ts'
import { type Rules, specification } from './rules.ts'
import { exclusiveOwner, modeOf, type ResourceDraft } from './state.ts'

function mutant(change: Partial<Rules>): Rules {
  return { ...specification, ...change }
}

/** A rule that a mutant of the model breaks. */
export type MutantName =
  | 'releaseWithoutOwnerCheck'
  | 'sharedBesideExclusive'
  | 'reinitializeForgetsTable'
  | 'handOffWithoutFlag'
  | 'refusalAnswersTrue'
  | 'noHandOffAfterShared'
  | 'bothClassesGranted'
  | 'oneReaderWoken'
  | 'convertWithoutCounting'
  | 'invertedLastRelease'
  | 'pointerWithoutRename'
  | 'recursiveReaderWaits'
  | 'releaseFindsWaiter'

/** Models that break one rule each: tests must tell them from the specification. */
export const mutants: Readonly<Record<MutantName, Rules>> = {
  /** M14: a release does not look at the owner: whoever owns exclusively loses one hold, as in a ReactOS free build. */
  releaseWithoutOwnerCheck: mutant({
    releasingOwner: (r, id) => releasingOwner(r, id) ?? exclusiveOwner(r),
  }),

  /** Readers are granted beside an exclusive owner. */
  sharedBesideExclusive: mutant({
    decide: (r, me, how) => {
      const decision = decide(r, me, how)
      return how === 'SharedLite' && decision === 'wait' && modeOf(r) === 'Exclusive' ? 'grant' : decision
    },
  }),

  /** Reinitialize clears flags, counts and queues and forgets the owner table. */
  reinitializeForgetsTable: mutant({
    reinitialize(r) {
      const owners = r.owners
      forget(r)
      r.owners = owners
    },
  }),

  /** M2: the flag is not set when readers hand over to a writer. */
  handOffWithoutFlag: mutant({
    afterShared(r) {
      grantExclusiveWaiter(r)
      r.isOwnedExclusive = false
    },
  }),

  /** M3: StarveExclusive and WaitForExclusive answer TRUE where they refuse. */
  refusalAnswersTrue: mutant({
    refused: (how) => how === 'StarveExclusive' || how === 'WaitForExclusive',
  }),

  /** M5: the last reader leaves without handing over. */
  noHandOffAfterShared: mutant({ afterShared: () => undefined }),

  /** M6: an exclusive owner hands over to both classes. */
  bothClassesGranted: mutant({
    afterExclusive(r) {
      grantSharedWaiters(r)
      grantExclusiveWaiter(r)
    },
  }),

  /** M7: an exclusive owner wakes only one of the readers. */
  oneReaderWoken: mutant({
    afterExclusive(r, policy) {
      const [first, ...rest] = r.sharedWaiters
      if (first === undefined) return specification.afterExclusive(r, policy)
      r.sharedWaiters = [first]
      grantSharedWaiters(r)
      r.sharedWaiters = rest
    },
  }),

  /** M11: a conversion admits the readers without counting them. */
  convertWithoutCounting: mutant({
    convert(r, me, checks) {
      const { activeEntries } = r
      specification.convert(r, me, checks)
      r.activeEntries = activeEntries
    },
  }),

  /** M12: the test for the last release is inverted. */
  invertedLastRelease: mutant({ isLastRelease: (count) => count !== 0 }),

  /** M15: ExSetResourceOwnerPointer does not rename a shared owner. */
  pointerWithoutRename: mutant({
    moveOwnership(r, me, P) {
      if (r.isOwnedExclusive) specification.moveOwnership(r, me, P)
    },
  }),

  /** M18: SharedLite keeps an owner waiting behind a writer: WaitForExclusive's rule. */
  recursiveReaderWaits: mutant({
    decide: (r, me, how) => decide(r, me, how === 'SharedLite' ? 'WaitForExclusive' : how),
  }),

  /** A release for a thread that only waits takes a count off the owners, as in ReactOS, which finds the entry written before the wait. */
  releaseFindsWaiter: mutant({
    releasingOwner: (r: ResourceDraft, id) => {
      const isEntered = countOf(r.owners, id) > 0 || r.sharedWaiters.some((waiter) => waiter === id)
      return isEntered ? id : undefined
    },
    isLastRelease: (count) => count <= 0,
  }),
}
