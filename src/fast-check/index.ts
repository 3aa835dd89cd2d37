export { anyPrograms, clientPrograms, type ProgramSize } from './client-programs.ts'
export { clientSystem } from './client-system.ts'
export { type RandomDesign, randomDesign, randomSystem, type Statement } from './designs/random-design.ts'
export { hiddenProgramOf, type IrSpec, irSpec, longStepIrSpec, programOf, richIrSpec } from './designs/random-ir.ts'
export { type SymmetricDesign, symmetricDesign, symmetricSystem } from './designs/symmetric-design.ts'
export type { EresourceCall } from './eresource-calls.ts'
export { type EresourceClientOptions, type EresourceSection, eresourceClients } from './eresource-clients.ts'
export {
  type DriverCall,
  type DriverSection,
  type EresourceDriverOptions,
  eresourceDrivers,
} from './eresource-drivers.ts'
export { type ConformanceOptions, conforms, everyProgramConforms } from './every-program-conforms.ts'
export { everyProgramHolds } from './every-program-holds.ts'
export { holdsUnderEveryInterleaving, LawBroken } from './holds.ts'
export { type CallRule, type Lock, lock, type SectionRule } from './lock.ts'
export { type Program, program, programText } from './program.ts'
export { schedules } from './schedules.ts'
