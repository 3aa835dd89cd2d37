export { type Rw, type RwLock, rwLock } from './rw-lock.ts'
export type { RwPolicy } from './rw-policy.ts'
export { type Permits, type Semaphore, semaphore } from './semaphore.ts'
export type { Ended, WaitOptions } from './waits.ts'
