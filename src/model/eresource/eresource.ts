import { examine, given } from '../../options/examined.ts'
import { type Ahead, object, type ThreadId } from '../language/index.ts'
import { type Acquired, acquire, resume } from './acquire.ts'
import type { Acquire } from './acquire-decision.ts'
import { ensureCount, ensureLive, ensureOwned, ensureOwnerPointer } from './bug-check.ts'
import { withExchange } from './exchange.ts'
import { deleteResource, freeStorage, initialize } from './life-cycle.ts'
import { lockView } from './lock-view.ts'
import { type EresourceOptions, eresourceMembers, type RuleOptions } from './options.ts'
import { countOf, isOwnerPointer, ownersOf, type ResourceOwner } from './owner.ts'
import { queries } from './queries.ts'
import type { Eresource, Recipes } from './recipes.ts'
import { release } from './release.ts'
import { specification } from './rules.ts'
import { type Resource, type ResourceDraft, uninitialized } from './state.ts'
import { blankStructure } from './structure.ts'
import { type OwnerAhead, waitsFor } from './waits-for.ts'
import { words } from './words.ts'

/** Options of `eresource()` where none are given. */
export const defaultOptions: EresourceOptions = {
  releasePolicy: 'sharedFirst',
  grants: 'fixed',
  build: 'checked',
  verifier: false,
  recursionLimit: 4,
  start: 'initialized',
  keepsStructure: false,
  releasers: {},
  rules: specification,
}

/**
 * A resource for `shared`; every routine is one atomic step, an acquire that waits two.
 * @throws UsageError U006 for options that make no sense.
 * @example
 * const { R } = shared({ R: eresource() })
 * threads(threadIds(2), function* (me) {
 *   const { ExAcquireResourceExclusiveLite, ExReleaseResourceLite } = asThread(me)
 *   yield* ExAcquireResourceExclusiveLite(R, true)
 *   yield* ExReleaseResourceLite(R)
 * })
 */
export function eresource(options: Partial<EresourceOptions> = {}): Eresource {
  examine('eresource', options, eresourceMembers)
  const chosen = { ...defaultOptions, ...given(options) }
  const threadsOf = (owners: readonly ResourceOwner[]): readonly ThreadId[] =>
    owners.flatMap((owner) => (isOwnerPointer(owner) ? (chosen.releasers[owner] ?? []) : owner))
  return object<Resource>(startValue(chosen))(recipesOf(chosen), {
    reads: queries,
    owners: ({ owners }) => threadsOf(ownersOf(owners)),
    waitsFor: (r, me) => waitsFor(r, me, chosen.releasePolicy).flatMap((ahead) => threadsAhead(ahead, chosen)),
    words,
    checks: ['ownsNothing', 'ownsNoneExclusively'],
    view: lockView,
  })
}

/** Of an owner pointer, whoever is to release what it owns. */
function threadsAhead({ owner, why }: OwnerAhead, { releasers }: EresourceOptions): readonly Ahead[] {
  if (owner === undefined) return [{ why }]
  if (!isOwnerPointer(owner)) return [{ thread: owner, why }]
  const thread = releasers[owner]
  return [thread === undefined ? { why: `for ${owner}: ${why}` } : { thread, why: `is to release what ${owner} owns` }]
}

/** The value that a resource has at first. */
export function startValue({
  start,
  keepsStructure,
  grants,
}: Pick<EresourceOptions, 'start' | 'keepsStructure' | 'grants'>): Resource {
  const structure = keepsStructure ? blankStructure : null
  const unclaimed = grants === 'exchangeable' ? { unclaimed: [] } : {}
  return { ...uninitialized, ...unclaimed, life: start === 'initialized' ? 'Live' : 'Uninit', structure }
}

/** The recipes alone, for whoever applies them to values. */
export function recipesOf(options: EresourceOptions & RuleOptions): Recipes {
  return options.grants === 'fixed' ? withFixedGrants(options) : withExchange(withFixedGrants(options))
}

function withFixedGrants(options: EresourceOptions & RuleOptions): Recipes {
  const { rules } = options
  const ask =
    (how: Acquire) =>
    (r: ResourceDraft, me: ThreadId, Wait: boolean): Acquired =>
      acquire(r, me, how, Wait, options)
  return {
    ExInitializeResourceLite(r) {
      initialize(r, options)
      return 'STATUS_SUCCESS'
    },
    ExReinitializeResourceLite(r) {
      ensureLive(r, 'ExReinitializeResourceLite')
      rules.reinitialize(r)
      return 'STATUS_SUCCESS'
    },
    ExDeleteResourceLite(r) {
      deleteResource(r, options)
      return 'STATUS_SUCCESS'
    },
    ExAcquireResourceExclusiveLite: ask('Exclusive'),
    ExTryToAcquireResourceExclusiveLite: (r, me) => acquire(r, me, 'Exclusive', false, options),
    ExAcquireResourceSharedLite: ask('SharedLite'),
    ExAcquireSharedStarveExclusive: ask('StarveExclusive'),
    ExAcquireSharedWaitForExclusive: ask('WaitForExclusive'),
    returnsFromWait: resume,
    ExReleaseResourceLite(r, me) {
      release(r, me, 2, options)
    },
    ExReleaseResourceForThreadLite(r, id) {
      release(r, id, 3, options)
    },
    ExConvertExclusiveToSharedLite(r, me) {
      ensureLive(r, 'ExConvertExclusiveToSharedLite')
      rules.convert(r, me, options)
    },
    ExSetResourceOwnerPointer(r, me, P) {
      ensureLive(r, 'ExSetResourceOwnerPointer')
      ensureOwnerPointer(P, me)
      ensureOwned(countOf(r.owners, me) > 0, me, 3)
      ensureCount(countOf(r.owners, me) + countOf(r.owners, P), P, options.recursionLimit)
      rules.moveOwnership(r, me, P)
    },
    ExDisableResourceBoostLite(r) {
      ensureLive(r, 'ExDisableResourceBoostLite')
      r.isBoostDisabled = true
    },
    ExFreePool(r) {
      freeStorage(r, options)
    },
  }
}
