import { ensure, waitUntil } from 'lockproof'
import { type ExclusiveLock, recursiveMutex } from '#locks'

export type RecursiveBug = 'not recursive' | 'one unlock opens' | 'unlock counts twice' | 'owner not compared'

export const brokenRecursive: Readonly<Record<RecursiveBug, ExclusiveLock>> = {
  'not recursive': recursiveMutex({
    lock(mutex, me) {
      waitUntil(mutex.owner === null)
      mutex.owner = me
      mutex.depth++
    },
  }),
  'one unlock opens': recursiveMutex({
    unlock(mutex, me) {
      ensure(mutex.owner === me, 'unlocked by another')
      mutex.depth--
      mutex.owner = null
    },
  }),
  'unlock counts twice': recursiveMutex({
    unlock(mutex, me) {
      ensure(mutex.owner === me, 'unlocked by another')
      mutex.depth -= 2
      if (mutex.depth <= 0) mutex.owner = null
    },
  }),
  'owner not compared': recursiveMutex({
    lock(mutex, me) {
      waitUntil(mutex.owner === null || mutex.owner === me || mutex.depth === 1)
      mutex.owner = me
      mutex.depth++
    },
  }),
}
