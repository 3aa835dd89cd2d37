export { type Held, type Mutex, type MutexOptions, mutex } from './mutex.ts'
export { type Permits, type Semaphore, semaphore } from './semaphore.ts'
export type { Ended, WaitOptions } from './waits.ts'
