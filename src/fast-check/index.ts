export { type ClientProgram, programText } from '../model/locks/client-program.ts'
export { clientSystem } from '../model/locks/client-system.ts'
export { type CallRule, type Lock, lock, type SectionRule } from '../model/locks/lock.ts'
export {
  type EresourceCall,
  type EresourceClientOptions,
  type EresourceSection,
  eresourceClients,
} from './eresource/clients.ts'
export {
  type DriverCall,
  type DriverSection,
  type EresourceDriverOptions,
  eresourceDrivers,
} from './eresource/drivers.ts'
export { type ConformanceOptions, conforms, everyProgramConforms } from './histories/every-program-conforms.ts'
export { everyProgramHolds } from './laws/every-program-holds.ts'
export { holdsUnderEveryInterleaving, LawBroken } from './laws/holds.ts'
export { type BarrierCall, barrierClients } from './parts/barrier-clients.ts'
export { type DispatcherCall, dispatcherClients } from './parts/dispatcher-clients.ts'
export { autoEventClients, type EventCall, manualEventClients } from './parts/event-clients.ts'
export { type FutexCall, futexClients, futexesClients } from './parts/futex-clients.ts'
export { type MonitorCall, monitorClients } from './parts/monitor-clients.ts'
export { type MutexCall, mutexClients } from './parts/mutex-clients.ts'
export { type OnceCall, onceClients } from './parts/once-clients.ts'
export { type PermitsCall, permitsClients } from './parts/permits-clients.ts'
export { type ProcessorCall, processorClients } from './parts/processor-clients.ts'
export { type QueueCall, queueClients } from './parts/queue-clients.ts'
export { type RwLockCall, rwLockClients } from './parts/rw-lock-clients.ts'
export { type SemaphoreCall, semaphoreClients } from './parts/semaphore-clients.ts'
export { type SleepQueueCall, sleepQueueClients } from './parts/sleep-queue-clients.ts'
export { anyPrograms, clientPrograms, type ProgramSize } from './programs/client-programs.ts'
export { program } from './programs/program.ts'
export { schedules } from './schedules.ts'
