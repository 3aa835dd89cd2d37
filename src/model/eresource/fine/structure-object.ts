import { ensure, object } from '../../language/index.ts'
import { lockedExclusive } from './acquire-exclusive.ts'
import { insertEntry, lockedShared } from './acquire-shared.ts'
import { lockedConvert } from './convert.ts'
import { install } from './growth.ts'
import { clearFields, clearSlots, unlink, zero } from './life-cycle.ts'
import { fromTheStart } from './memory.ts'
import type { FineOptions } from './options.ts'
import { lockedMove } from './owner-change.ts'
import { reads } from './queries.ts'
import type { StructureObject, StructureRecipes } from './recipes.ts'
import { batch, lockedRelease } from './release.ts'
import { type Structure, zeroed } from './structure.ts'
import { words } from './words.ts'

export function structureObject(options: FineOptions): StructureObject {
  const life = options.start === 'initialized' ? 'Live' : 'Uninit'
  const there = options.hasWaiterObjects ? fromTheStart : null
  const initial: Structure = { life, ...zeroed, SharedWaiters: there, ExclusiveWaiters: there }
  return object<Structure>(initial)(recipesOf(options), { reads, waits: [], words, checks: ['address'] })
}

function recipesOf(options: FineOptions): StructureRecipes {
  return {
    lockedExclusive: (r, me, Wait) => lockedExclusive(r, me, Wait, options),
    lockedShared: (r, me, kind, Wait) => lockedShared(r, me, kind, Wait, options),
    lockedRelease: (r, id, by) => lockedRelease(r, id, by, options),
    lockedConvert: (r, me) => lockedConvert(r, me, options),
    lockedMove: (r, me, P) => lockedMove(r, me, P, options),
    insertEntry,
    install: (r, seen, fresh) => install(r, seen, fresh, options),
    sign(r, me) {
      ensure(r.OwnerEntry !== null, 'signs in an entry that is free')
      r.OwnerEntry.id = me
    },
    publishEvent(r, fresh) {
      const isFirst = r.ExclusiveWaiters === null
      r.ExclusiveWaiters ??= fresh
      return isFirst
    },
    publishSemaphore(r, fresh) {
      const isFirst = r.SharedWaiters === null
      r.SharedWaiters ??= fresh
      return isFirst
    },
    zero,
    clearSlots: (r) => clearSlots(r, options),
    clearFields,
    unlink,
    batchLater: batch,
    withdraw(r) {
      r.NumberOfExclusiveWaiters = Math.max(0, r.NumberOfExclusiveWaiters - 1)
    },
  }
}
