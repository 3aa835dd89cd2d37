import type { Eresource } from '../recipes.ts'
import type { ResourceRoutines } from './as-thread.ts'

type On<R, F> = F extends (R: Eresource, ...args: infer A) => infer B ? (R: R, ...args: A) => B : never

/** The routines that every model of the structure has, on a resource of that model. */
export type RoutinesOn<R> = { readonly [N in Routine]: On<R, ResourceRoutines[N]> }

type Routine =
  | 'ExInitializeResourceLite'
  | 'ExReinitializeResourceLite'
  | 'ExDeleteResourceLite'
  | 'ExAcquireResourceExclusiveLite'
  | 'ExTryToAcquireResourceExclusiveLite'
  | 'ExAcquireResourceSharedLite'
  | 'ExAcquireSharedStarveExclusive'
  | 'ExAcquireSharedWaitForExclusive'
  | 'ExReleaseResourceLite'
  | 'ExReleaseResourceForThreadLite'
  | 'ExConvertExclusiveToSharedLite'
  | 'ExSetResourceOwnerPointer'
  | 'ExIsResourceAcquiredExclusiveLite'
  | 'ExIsResourceAcquiredSharedLite'
  | 'ExGetExclusiveWaiterCount'
  | 'ExGetSharedWaiterCount'
