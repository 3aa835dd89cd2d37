export { type Permits, type Semaphore, semaphore } from './semaphore.ts'
export type { Ended, WaitOptions } from './waits.ts'
