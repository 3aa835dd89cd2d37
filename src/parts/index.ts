export { type Arrivals, type Barrier, barrier } from './barrier.ts'
export type { Dispatched, Waiter, WaitType } from './dispatched.ts'
export { type Dispatcher, dispatcher, type KeWaitOptions } from './dispatcher.ts'
export { type Event, event, type Signal } from './event.ts'
export { type Futex, futex } from './futex.ts'
export type { FutexCalls, FutexOptions, Word } from './futex-word.ts'
export { type Futexes, futexes } from './futexes.ts'
export {
  KEVENT,
  type KEvent,
  type KernelObject,
  type KernelState,
  KMUTEX,
  type KMutex,
  KSEMAPHORE,
  type KSemaphore,
  KTIMER,
  type KTimer,
  type Owned,
  type Signals,
} from './kernel-objects.ts'
export { type Monitor, type Monitored, type MonitorOptions, monitor } from './monitor.ts'
export { type Held, type Mutex, type MutexOptions, mutex } from './mutex.ts'
export { type Once, once, type Progress } from './once.ts'
export { type Granted, permits, type ThreadPermits } from './permits.ts'
export { type Irql, onProcessor, type Processor, processor, type Running } from './processor.ts'
export { type Items, type Queue, queue } from './queue.ts'
export { type Rw, type RwLock, rwLock } from './rw-lock.ts'
export type { RwPolicy } from './rw-policy.ts'
export { type Permits, type Semaphore, semaphore } from './semaphore.ts'
export { type Sleepers, type SleepQueue, sleepQueue } from './sleep-queue.ts'
export type { Wakes } from './sleepers.ts'
export type { Ended, WaitOptions } from './waits.ts'
export type { Scalar } from './words.ts'
