import type { Steps } from '../../language/index.ts'
import type { Eresource } from '../recipes.ts'
import type { ResourceRoutines } from '../routines/as-thread.ts'
import { routine } from '../routines/routine.ts'
import type { Irql } from './irql.ts'

/** What a thread does to itself, and the routines that combine that with a resource. */
export type RegionRoutines = {
  /** Disables normal kernel APCs; nests. IRQL <= APC_LEVEL. Source: page KeEnterCriticalRegion (ntddk.h). */
  KeEnterCriticalRegion(): Steps
  /** Undoes one KeEnterCriticalRegion. IRQL <= APC_LEVEL. Misuse: without Enter: 0xC4/0x3E. Source: page KeLeaveCriticalRegion (ntddk.h). */
  KeLeaveCriticalRegion(): Steps
  /** Disables special kernel APCs too; nests. IRQL <= APC_LEVEL. Source: page KeEnterGuardedRegion (wdm.h). */
  KeEnterGuardedRegion(): Steps
  /** Undoes one KeEnterGuardedRegion. IRQL <= APC_LEVEL. Misuse: without Enter: 0xC4/0x3E. Source: page KeLeaveGuardedRegion (wdm.h). */
  KeLeaveGuardedRegion(): Steps
  /** TRUE in a critical or guarded region; IRQL does not count. IRQL <= DISPATCH_LEVEL. Source: page KeAreApcsDisabled (wdm.h). */
  KeAreApcsDisabled(): Steps<boolean>
  /** TRUE in a guarded region and at APC_LEVEL or above. IRQL <= DISPATCH_LEVEL. Source: page KeAreAllApcsDisabled (wdm.h). */
  KeAreAllApcsDisabled(): Steps<boolean>
  /** Answers the old IRQL. Misuse: a lower one: 0xA. Source: page KeRaiseIrql (wdm.h). */
  KeRaiseIrql(NewIrql: Irql): Steps<Irql>
  /** To what KeRaiseIrql answered. Misuse: a higher one: 0xA. Source: page KeLowerIrql (wdm.h). */
  KeLowerIrql(NewIrql: Irql): Steps
}

/** Each is the two routines of its name, in that order: region first, and left last. They answer what callers must not look at. */
export type CombinedRoutines = {
  /** IRQL <= APC_LEVEL. Source: page ExEnterCriticalRegionAndAcquireResourceExclusive (ntddk.h). */
  ExEnterCriticalRegionAndAcquireResourceExclusive(R: Eresource): Steps
  /** IRQL <= APC_LEVEL. Declared in public headers, without a page of its own. */
  ExEnterCriticalRegionAndAcquireResourceShared(R: Eresource): Steps
  /** IRQL <= APC_LEVEL. Declared in public headers, without a page of its own. */
  ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(R: Eresource): Steps
  /** IRQL <= APC_LEVEL. Misuse: as its two parts. Source: page ExReleaseResourceAndLeaveCriticalRegion (ntddk.h). */
  ExReleaseResourceAndLeaveCriticalRegion(R: Eresource): Steps
}

type Parts = Pick<RegionRoutines, 'KeEnterCriticalRegion' | 'KeLeaveCriticalRegion'> &
  Pick<
    ResourceRoutines,
    | 'ExAcquireResourceExclusiveLite'
    | 'ExAcquireResourceSharedLite'
    | 'ExAcquireSharedWaitForExclusive'
    | 'ExReleaseResourceLite'
  >

export function combinedRoutines(of: Parts): CombinedRoutines {
  const entering = (name: keyof CombinedRoutines, acquire: (R: Eresource, Wait: boolean) => Steps<boolean>) =>
    routine(name, function* (R: Eresource) {
      yield* of.KeEnterCriticalRegion()
      yield* acquire(R, true)
    })
  return {
    ExEnterCriticalRegionAndAcquireResourceExclusive: entering(
      'ExEnterCriticalRegionAndAcquireResourceExclusive',
      of.ExAcquireResourceExclusiveLite,
    ),
    ExEnterCriticalRegionAndAcquireResourceShared: entering(
      'ExEnterCriticalRegionAndAcquireResourceShared',
      of.ExAcquireResourceSharedLite,
    ),
    ExEnterCriticalRegionAndAcquireSharedWaitForExclusive: entering(
      'ExEnterCriticalRegionAndAcquireSharedWaitForExclusive',
      of.ExAcquireSharedWaitForExclusive,
    ),
    ExReleaseResourceAndLeaveCriticalRegion: routine(
      'ExReleaseResourceAndLeaveCriticalRegion',
      function* (R: Eresource) {
        yield* of.ExReleaseResourceLite(R)
        yield* of.KeLeaveCriticalRegion()
      },
    ),
  }
}
