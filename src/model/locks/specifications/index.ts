/** `lockproof/specifications`: what locks and other shared objects do for their clients, for `refinement`. */
export type { ExclusiveLock } from '../exclusive.ts'
export { queue, register, stack } from './collections.ts'
export { type ConditionVariable, conditionVariable } from './condition-variable.ts'
export { barrier, event, once, semaphore } from './counts.ts'
export { fairMutex, mutex, recursiveMutex, tryMutex } from './mutex.ts'
export { type Preference, type ReadersWriters, readersFirst, readersWriters, writersFirst } from './readers-writers.ts'
export { type Upgradable, upgradable } from './upgradable.ts'
