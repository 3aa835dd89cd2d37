export { type ClientProgram, programText } from '../model/locks/client-program.ts'
export { clientSystem } from '../model/locks/client-system.ts'
export { type CallRule, type Lock, lock, type SectionRule } from '../model/locks/lock.ts'
export type { EresourceCall } from './eresource/calls.ts'
export { type EresourceClientOptions, type EresourceSection, eresourceClients } from './eresource/clients.ts'
export {
  type DriverCall,
  type DriverSection,
  type EresourceDriverOptions,
  eresourceDrivers,
} from './eresource/drivers.ts'
export { type ConformanceOptions, conforms, everyProgramConforms } from './histories/every-program-conforms.ts'
export { everyProgramHolds } from './laws/every-program-holds.ts'
export { holdsUnderEveryInterleaving, LawBroken } from './laws/holds.ts'
export { anyPrograms, clientPrograms, type ProgramSize } from './programs/client-programs.ts'
export { program } from './programs/program.ts'
export { schedules } from './schedules.ts'
