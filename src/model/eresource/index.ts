export type { Acquired } from './acquire.ts'
export type { Acquire, Decision } from './acquire-decision.ts'
export { decide } from './acquire-decision.ts'
export { type Claim, nonPromises, promises } from './claims.ts'
export type { ResourceCall } from './clients/calls.ts'
export { type EresourceLockOptions, eresourceLock } from './clients/eresource-lock.ts'
export type { ResourceSection } from './clients/rules.ts'
export { defaultOptions, eresource, recipesOf, startValue } from './eresource.ts'
export {
  type CommonFields,
  type Fields,
  fields,
  type Nt5Fields,
  type Nt6Fields,
  type OwnerEntry,
  type OwnerTable,
} from './fields.ts'
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
export { type Irql, maximumIrql } from './kernel/irql.ts'
export { type Kernel, type KernelOptions, type KernelRoutines, kernel } from './kernel/kernel.ts'
export {
  apcOk,
  areAllApcsDisabled,
  areApcsDisabled,
  canDeliverApc,
  type KThread,
  userThread,
} from './kernel/kthread.ts'
export type { KThreadObject } from './kernel/kthread-object.ts'
export { ownersKeepApcRule } from './kernel/obligations.ts'
export type { Status } from './life-cycle.ts'
export { type MutantName, mutants } from './mutants.ts'
export type { EresourceOptions, StructureLayout } from './options.ts'
export {
  countOf,
  isOwnerPointer,
  type OwnerPointer,
  type Owners,
  ownerPointer,
  ownersOf,
  type ResourceOwner,
} from './owner.ts'
export type { Build, ReleasePolicy } from './policy.ts'
export { queries } from './queries.ts'
export type { Eresource, Queries, Recipes } from './recipes.ts'
export { asThread, type ResourceRoutines } from './routines/as-thread.ts'
export { type Rules, specification } from './rules.ts'
export { alwaysSafe, type SafetyProperty, safetyProperties } from './safety.ts'
export type { Structure } from './state.ts'
export {
  exclusiveOwner,
  isQueued,
  isWaiting,
  type Life,
  type Mode,
  modeOf,
  type Resource,
  type ResourceDraft,
  uninitialized,
} from './state.ts'
