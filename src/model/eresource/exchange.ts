/**
 * Grants that can be exchanged. In the structure the one who leaves signals, and does not say whom: whoever of the same class comes to wait before the
 * granted thread takes the signal, and the other one waits in its place. Nobody's count differs, but which thread is granted is decided when one goes on.
 */
import { pick, type ThreadId, waitUntil, withMember, withoutMember } from '../language/index.ts'
import { countOf } from './owner.ts'
import type { Recipes } from './recipes.ts'
import { isWaiting, type ResourceDraft } from './state.ts'
import { swapEntries } from './structure.ts'

/** The recipes, and what was granted may be claimed by another. Only releases and conversions grant. */
export function withExchange(recipes: Recipes): Recipes {
  const { ExReleaseResourceLite, ExReleaseResourceForThreadLite, ExConvertExclusiveToSharedLite } = recipes
  return {
    ...recipes,
    ExReleaseResourceLite: noting(ExReleaseResourceLite),
    ExReleaseResourceForThreadLite: noting(ExReleaseResourceForThreadLite),
    ExConvertExclusiveToSharedLite: noting(ExConvertExclusiveToSharedLite),
    returnsFromWait: claim,
  }
}

function noting<A extends unknown[]>(recipe: (r: ResourceDraft, ...args: A) => void) {
  return (r: ResourceDraft, ...args: A): void => {
    const before = [...r.exclusiveWaiters, ...r.sharedWaiters]
    recipe(r, ...args)
    for (const thread of before) if (!isWaiting(r, thread)) r.unclaimed = withMember(unclaimed(r), thread)
  }
}

/** The end of a wait: by the thread's own grant, or by that of another which has not gone on yet. */
function claim(r: ResourceDraft, me: ThreadId): void {
  if (unclaimed(r).includes(me)) {
    r.unclaimed = withoutMember(unclaimed(r), me)
    return
  }
  const others = isWaiting(r, me) ? unclaimed(r).filter((other) => isOfClass(r, me, other)) : []
  waitUntil(others.length > 0)
  exchange(r, me, pick(others))
}

/** Of a class are those who own together, once they go on: writers, or readers. */
function isOfClass(r: ResourceDraft, me: ThreadId, other: ThreadId): boolean {
  return countOf(r.owners, other) > 0 && r.exclusiveWaiters.includes(me) === r.isOwnedExclusive
}

function exchange(r: ResourceDraft, me: ThreadId, other: ThreadId): void {
  r.unclaimed = withoutMember(unclaimed(r), other)
  r.owners[me] = countOf(r.owners, other)
  delete r.owners[other]
  r.exclusiveWaiters = r.exclusiveWaiters.map((thread) => (thread === me ? other : thread))
  if (r.sharedWaiters.includes(me)) r.sharedWaiters = withMember(withoutMember(r.sharedWaiters, me), other)
  swapEntries(r, me, other)
}

function unclaimed(r: ResourceDraft): readonly ThreadId[] {
  return r.unclaimed === undefined ? [] : r.unclaimed
}
