/**
 * Behind `#locks` in package.json, for this package alone. A design must not import the catalogue by its path in src: it
 * would get an instance of the language that the command does not know.
 */

export type { ExclusiveCalls, ExclusiveLock } from '../exclusive.ts'
export { bakery, bakeryLock } from './bakery.ts'
export { benaphore } from './benaphore.ts'
export { flagLock } from './flag.ts'
export { mcsLock } from './mcs.ts'
export { peterson, petersonLock } from './peterson.ts'
export { recursiveMutex } from './recursive-mutex.ts'
export { type RwlockLock, rwlock } from './rwlock.ts'
export { ticketLock } from './ticket.ts'
