/**
 * Behind `#eresource` in package.json, for this package alone: what its own tests and conformance ask of the model, and
 * its mutants. A name that a driver needs is in the door beside this one, never in both.
 */

export type { Acquired } from '../acquire.ts'
export { nonPromises, promises } from '../claims.ts'
export { defaultOptions, recipesOf, startValue } from '../eresource.ts'
export { type CommonFields, fields, type Nt5Fields, type Nt6Fields, type OwnerEntry } from '../fields.ts'
export { maximumIrql } from '../kernel/irql.ts'
export { apcOk, areAllApcsDisabled, areApcsDisabled, userThread } from '../kernel/kthread.ts'
export { type MutantName, mutants } from '../mutants.ts'
export type { RuleOptions, StructureLayout } from '../options.ts'
export { countOf, isOwnerPointer, ownersOf } from '../owner.ts'
export { queries } from '../queries.ts'
export type { Queries, Recipes } from '../recipes.ts'
export { specification } from '../rules.ts'
export { safetyProperties } from '../safety.ts'
export { exclusiveOwner, isWaiting, modeOf, uninitialized } from '../state.ts'
