export type { ResourceCall } from './clients/calls.ts'
export { type EresourceLockOptions, eresourceLock } from './clients/eresource-lock.ts'
export type { ResourceSection } from './clients/rules.ts'
export { eresource } from './eresource.ts'
export {
  apcRule,
  type DriverRule,
  exclusiveResourceAccess,
  hwStorPortProhibitedDDIs,
  irqlRule,
  spNoWait,
  verifierRules,
  withinCriticalRegion,
  withinCriticalRegionStorport,
} from './kernel/driver-rules.ts'
export type { Irql } from './kernel/irql.ts'
export { type Kernel, type KernelOptions, type KernelRoutines, kernel } from './kernel/kernel.ts'
export type { KThread } from './kernel/kthread.ts'
export type { KThreadObject } from './kernel/kthread-object.ts'
export { ownersKeepApcRule } from './kernel/obligations.ts'
export type { EresourceOptions } from './options.ts'
export { type OwnerPointer, ownerPointer, type ResourceOwner } from './owner.ts'
export type { Build, ReleasePolicy } from './policy.ts'
export type { Eresource } from './recipes.ts'
export { asThread, type ResourceRoutines } from './routines/as-thread.ts'
export { alwaysSafe } from './safety.ts'
export type { Resource } from './state.ts'
