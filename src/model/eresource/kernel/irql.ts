import type { Routine } from '../routines/caller.ts'

/** HIGH_LEVEL stands for every level above DISPATCH_LEVEL. */
export type Irql = 'PASSIVE_LEVEL' | 'APC_LEVEL' | 'DISPATCH_LEVEL' | 'HIGH_LEVEL'

const levels: Readonly<Record<Irql, number>> = { PASSIVE_LEVEL: 0, APC_LEVEL: 1, DISPATCH_LEVEL: 2, HIGH_LEVEL: 3 }

export function isAtMost(irql: Irql, maximum: Irql): boolean {
  return levels[irql] <= levels[maximum]
}

export type RegionRoutine =
  | 'KeEnterCriticalRegion'
  | 'KeLeaveCriticalRegion'
  | 'KeEnterGuardedRegion'
  | 'KeLeaveGuardedRegion'
  | 'KeAreApcsDisabled'
  | 'KeAreAllApcsDisabled'

/** The highest IRQL at which each routine may be called, whatever its arguments: an acquire with Wait FALSE too. */
export const maximumIrql: Readonly<Record<Routine | RegionRoutine, Irql>> = {
  ExAcquireResourceExclusiveLite: 'APC_LEVEL',
  ExAcquireResourceSharedLite: 'APC_LEVEL',
  ExAcquireSharedStarveExclusive: 'APC_LEVEL',
  ExAcquireSharedWaitForExclusive: 'APC_LEVEL',
  ExTryToAcquireResourceExclusiveLite: 'APC_LEVEL', // documented as below DISPATCH_LEVEL
  ExConvertExclusiveToSharedLite: 'APC_LEVEL',
  ExDeleteResourceLite: 'APC_LEVEL',
  ExInitializeResourceLite: 'DISPATCH_LEVEL',
  ExReinitializeResourceLite: 'DISPATCH_LEVEL',
  ExReleaseResourceLite: 'DISPATCH_LEVEL',
  ExReleaseResourceForThreadLite: 'DISPATCH_LEVEL',
  ExIsResourceAcquiredExclusiveLite: 'DISPATCH_LEVEL',
  ExIsResourceAcquiredSharedLite: 'DISPATCH_LEVEL',
  ExGetExclusiveWaiterCount: 'DISPATCH_LEVEL',
  ExGetSharedWaiterCount: 'DISPATCH_LEVEL',
  ExSetResourceOwnerPointer: 'DISPATCH_LEVEL',
  ExDisableResourceBoostLite: 'DISPATCH_LEVEL', // not stated by its page
  KeEnterCriticalRegion: 'APC_LEVEL',
  KeLeaveCriticalRegion: 'APC_LEVEL',
  KeEnterGuardedRegion: 'APC_LEVEL',
  KeLeaveGuardedRegion: 'APC_LEVEL',
  KeAreApcsDisabled: 'DISPATCH_LEVEL',
  KeAreAllApcsDisabled: 'DISPATCH_LEVEL',
}
