import { repeatUntil, retry, type Steps, type ThreadId } from '../../language/index.ts'
import { ensureLive } from '../bug-check.ts'
import { countAgain, freePlace, freeSlot, type Place, placeOf, write } from './entries.ts'
import type { FineResource } from './fine-resource.ts'
import { grow, tableSeen } from './growth.ts'
import type { FineOptions } from './options.ts'
import type { SharedAnswer, SharedKind, TableSeen } from './recipes.ts'
import type { StructureDraft } from './structure.ts'
import { semaphoreThere, waitsForSemaphore } from './waits.ts'

/** Under the lock. A place for the entry is looked for before Wait is: the table grows for a call that will be refused, too. */
export function lockedShared(
  r: StructureDraft,
  me: ThreadId,
  kind: SharedKind,
  Wait: boolean,
  options: FineOptions,
): SharedAnswer {
  ensureLive(r, 'an acquire')
  if (r.ActiveEntries === 0) {
    r.ActiveCount = r.ActiveEntries = 1
    r.OwnerEntry = { id: me, count: 1 }
    return 'granted'
  }
  return r.isOwnedExclusive ? besideWriter(r, me, Wait, options) : besideReaders(r, me, kind, Wait, options)
}

function besideWriter(r: StructureDraft, me: ThreadId, Wait: boolean, options: FineOptions): SharedAnswer {
  if (r.OwnerEntry?.id === me) {
    countAgain(r, 'OwnerEntry', me, options.recursionLimit)
    return 'granted'
  }
  const place = freeSlot(r)
  return place === undefined ? { full: tableSeen(r) } : queued(r, me, place, Wait, options)
}

function besideReaders(
  r: StructureDraft,
  me: ThreadId,
  kind: SharedKind,
  Wait: boolean,
  options: FineOptions,
): SharedAnswer {
  const { rules, recursionLimit } = options
  const isWriterQueued = r.NumberOfExclusiveWaiters > 0 && rules.readersSeeWriters
  if (kind === 'WaitForExclusive' && isWriterQueued) return queued(r, me, undefined, Wait, options)
  const mine = placeOf(r, me)
  if (mine !== undefined) {
    countAgain(r, mine, me, recursionLimit)
    return 'granted'
  }
  const isInTable = kind === 'SharedLite' && isWriterQueued && rules.waitsOutsideOwnerEntry
  const place = isInTable ? freeSlot(r) : freePlace(r)
  if (place === undefined) return { full: tableSeen(r) }
  if (kind === 'SharedLite' && isWriterQueued) return queued(r, me, place, Wait, options)
  write(r, place, { id: me, count: 1 })
  r.ActiveEntries++
  return 'granted'
}

/** The entry is written before the thread sleeps, where it has a place: behind a writer WaitForExclusive may have an entry already. */
function queued(
  r: StructureDraft,
  me: ThreadId,
  place: Place | undefined,
  Wait: boolean,
  { rules }: FineOptions,
): SharedAnswer {
  if (!Wait) return 'refused'
  if (r.SharedWaiters === null) return 'no semaphore'
  r.NumberOfSharedWaiters++
  if (place === undefined) return 'registered without entry'
  write(r, place, { id: me, count: 1 })
  return rules.looksUpEntryAgain ? 'registered' : { entryIn: r.OwnerTable?.at ?? null }
}

/** Under the lock, after the wait of WaitForExclusive behind a writer: its entry, in the table. */
export function insertEntry(r: StructureDraft, me: ThreadId): TableSeen | 'inserted' {
  const place = freeSlot(r)
  if (place === undefined) return tableSeen(r)
  write(r, place, { id: me, count: 1 })
  return 'inserted'
}

/** ExAcquireResourceSharedLite, ExAcquireSharedStarveExclusive, ExAcquireSharedWaitForExclusive. */
export function* acquireShared(R: FineResource, me: ThreadId, kind: SharedKind, Wait: boolean): Steps<boolean> {
  const answer = yield* retry(function* () {
    const seen = yield* R.locked(me, () => R.structure.lockedShared(me, kind, Wait))
    if (seen === 'no semaphore') yield* semaphoreThere(R)
    else if (typeof seen === 'object' && 'full' in seen) yield* grow(R, me, seen.full)
    else return seen
    return false // everything is asked again
  })
  if (answer === 'granted' || answer === 'refused') return answer === 'granted'
  yield* waitsForSemaphore(R)
  if (answer === 'registered without entry') yield* inserted(R, me)
  else if (answer !== 'registered') yield* R.memory.touch(answer.entryIn)
  return true
}

function inserted(R: FineResource, me: ThreadId): Steps {
  return repeatUntil(function* () {
    const seen = yield* R.locked(me, () => R.structure.insertEntry(me))
    if (seen === 'inserted') return true
    yield* grow(R, me, seen)
    return false
  })
}
