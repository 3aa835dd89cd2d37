import type { KernelRoutines } from '../../model/eresource/index.ts'

/** What the model offers beside the routines of Windows. */
type OfTheModel = 'running' | 'returnFromDispatch' | 'returnToUserMode' | 'exitThread' | 'ExFreePool'

/** The routines that a recording may call. */
export type RoutineName = Exclude<keyof KernelRoutines, OfTheModel>

export type ArgumentName = 'resource' | 'wait' | 'owner' | 'ownerPointer' | 'flags' | 'irql'

const resource = ['resource'] as const
const acquire = ['resource', 'wait'] as const
const pointer = ['resource', 'ownerPointer'] as const
const none = [] as const

/** The arguments that each takes. The resource is `R` where it is not named. */
export const routineArguments: Readonly<Record<RoutineName, readonly ArgumentName[]>> = {
  ExInitializeResourceLite: resource,
  ExReinitializeResourceLite: resource,
  ExDeleteResourceLite: resource,
  ExAcquireResourceExclusiveLite: acquire,
  ExTryToAcquireResourceExclusiveLite: resource,
  ExAcquireResourceSharedLite: acquire,
  ExAcquireSharedStarveExclusive: acquire,
  ExAcquireSharedWaitForExclusive: acquire,
  ExReleaseResourceLite: resource,
  ExReleaseResource: resource,
  ExReleaseResourceForThreadLite: ['resource', 'owner'],
  ExConvertExclusiveToSharedLite: resource,
  ExIsResourceAcquiredExclusiveLite: resource,
  ExIsResourceAcquiredSharedLite: resource,
  ExIsResourceAcquiredLite: resource,
  ExGetExclusiveWaiterCount: resource,
  ExGetSharedWaiterCount: resource,
  ExGetCurrentResourceThread: none,
  ExSetResourceOwnerPointer: pointer,
  ExSetResourceOwnerPointerEx: ['resource', 'ownerPointer', 'flags'],
  ExDisableResourceBoostLite: resource,
  ExEnterCriticalRegionAndAcquireResourceExclusive: resource,
  ExEnterCriticalRegionAndAcquireResourceShared: resource,
  ExEnterCriticalRegionAndAcquireSharedWaitForExclusive: resource,
  ExReleaseResourceAndLeaveCriticalRegion: resource,
  KeEnterCriticalRegion: none,
  KeLeaveCriticalRegion: none,
  KeEnterGuardedRegion: none,
  KeLeaveGuardedRegion: none,
  KeAreApcsDisabled: none,
  KeAreAllApcsDisabled: none,
  KeRaiseIrql: ['irql'],
  KeLowerIrql: ['irql'],
}

export const routineNames: readonly RoutineName[] = Object.keys(routineArguments) as RoutineName[] // its own keys
