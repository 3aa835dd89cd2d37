import type { Operation, Steps, ThreadId } from '../../language/index.ts'
import type { Eresource } from '../recipes.ts'

/** Every routine of the family. */
export type Routine =
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
  | 'ExIsResourceAcquiredExclusiveLite'
  | 'ExIsResourceAcquiredSharedLite'
  | 'ExGetExclusiveWaiterCount'
  | 'ExGetSharedWaiterCount'
  | 'ExSetResourceOwnerPointer'
  | 'ExDisableResourceBoostLite'

/** The thread that calls. */
export type Caller = {
  readonly id: ThreadId
  /** Performs the step of a routine; a kernel checks in the same step what the routine asks of its caller. */
  readonly perform: <A>(routine: Routine, R: Eresource, step: () => Operation<A>) => Steps<A>
  /** The step that ends a wait: it asks nothing of the caller but that it can run. */
  readonly wakeUp: (step: () => Operation) => Steps
}
