import { type ThreadId, waitUntil, withMember } from '../language/index.ts'
import type { Acquire } from './acquire-decision.ts'
import { ensureCount, ensureLive } from './bug-check.ts'
import { grantExclusive, grantShared } from './grant.ts'
import type { EresourceOptions, RuleOptions } from './options.ts'
import { countOf } from './owner.ts'
import { isWaiting, modeOf, type ResourceDraft } from './state.ts'
import { growWhereFull, noteExclusiveWait, noteSharedWait, type Place, placeEntry } from './structure.ts'

/** What an acquire answers at once. *waits*: the caller is queued and returns TRUE when somebody has granted it. */
export type Acquired = boolean | 'waits'

export type AcquireOptions = RuleOptions & Pick<EresourceOptions, 'recursionLimit'>

/** The first step of every acquire: granted, refused, or queued. */
export function acquire(
  r: ResourceDraft,
  me: ThreadId,
  how: Acquire,
  Wait: boolean,
  { rules, recursionLimit }: AcquireOptions,
): Acquired {
  ensureLive(r, 'an acquire')
  const decision = rules.decide(r, me, how)
  if (decision === 'grant again') return grantAgain(r, me, recursionLimit)
  const place = how === 'Exclusive' ? undefined : entryPlace(r, how)
  if (place !== undefined) growWhereFull(r, place) // before Wait is looked at
  if (decision === 'grant') {
    if (how === 'Exclusive') grantExclusive(r, me)
    else grantShared(r, me, place ?? 'anywhere')
    return true
  }
  if (!Wait) return rules.refused(how)
  if (how === 'Exclusive') waitExclusive(r, me)
  else waitShared(r, me, place)
  return 'waits'
}

/** The second step of an acquire that waits: the owner who left has granted it. Nobody can time it out, cancel or alert it. */
export function resume(r: ResourceDraft, me: ThreadId): void {
  waitUntil(!isWaiting(r, me) && !r.stranded.includes(me))
}

function grantAgain(r: ResourceDraft, me: ThreadId, recursionLimit: number): true {
  const count = countOf(r.owners, me) + 1
  ensureCount(count, me, recursionLimit)
  r.owners[me] = count
  return true
}

function waitExclusive(r: ResourceDraft, me: ThreadId): void {
  r.exclusiveWaiters.push(me)
  noteExclusiveWait(r)
}

/** The entry of a waiting reader is written before it sleeps, and counts as an owner's only from the grant on. */
function waitShared(r: ResourceDraft, me: ThreadId, place: Place | undefined): void {
  r.sharedWaiters = withMember(r.sharedWaiters, me)
  if (place !== undefined) placeEntry(r, me, place)
  noteSharedWait(r)
}

/** Where a reader's entry may go; nowhere yet for WaitForExclusive behind a writer, which may own already. */
function entryPlace(r: ResourceDraft, how: Acquire): Place | undefined {
  if (modeOf(r) === 'Exclusive') return 'table'
  if (r.exclusiveWaiters.length === 0) return 'anywhere'
  if (how === 'WaitForExclusive') return undefined
  return how === 'SharedLite' ? 'table' : 'anywhere'
}
