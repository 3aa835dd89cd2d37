import { type Draft, ensure, object, type ThreadId, waitUntil } from '../../language/index.ts'
import { type ExclusiveLock, exclusive } from '../exclusive.ts'
import { lock } from '../lock.ts'

export type RecursiveMutex = { readonly owner: ThreadId | null; readonly depth: number }

export type RecursiveMutexRecipes = {
  lock(mutex: Draft<RecursiveMutex>, me: ThreadId): void
  unlock(mutex: Draft<RecursiveMutex>, me: ThreadId): void
}

/** A mutex that its owner may take again. */
export const recursiveMutex = (instead: Partial<RecursiveMutexRecipes> = {}): ExclusiveLock =>
  lock({
    name: 'recursive mutex',
    sections: exclusive.sections,
    calls: { lock: { opens: 'critical', inside: ['critical'] }, unlock: { closes: 'critical' } },
    describe({ shared }) {
      const { mutex } = shared({
        mutex: object(unowned)({ ...recipes, ...instead }, { owners: ({ owner }) => (owner === null ? [] : [owner]) }),
      })
      return { lock: (me) => mutex.lock(me), unlock: (me) => mutex.unlock(me) }
    },
  })

const unowned: RecursiveMutex = { owner: null, depth: 0 }

const recipes: RecursiveMutexRecipes = {
  lock(mutex, me) {
    waitUntil(mutex.owner === null || mutex.owner === me)
    mutex.owner = me
    mutex.depth++
  },
  unlock(mutex, me) {
    ensure(mutex.owner === me, 'unlocked by another')
    mutex.depth--
    if (mutex.depth === 0) mutex.owner = null
  },
}
