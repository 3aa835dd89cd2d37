/** `lockproof/refine`: whether an implementation does what its specification might have done. */
export { type CallRule, type Lock, lock, type SectionRule } from '../model/locks/lock.ts'
export type { Caller, Contract } from './contracts.ts'
export { type ExpectedRefinement, type Keeps, type Refinement, refinement } from './refinement.ts'
