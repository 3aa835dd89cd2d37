import { type Operation, proc, type Steps, type ThreadId } from '../../language/index.ts'
import type { Eresource } from '../recipes.ts'
import type { Caller, Routine } from './caller.ts'
import { routine } from './routine.ts'

/** Routines that only look. IRQL <= DISPATCH_LEVEL, no APC rule, no misuse but on a resource that is not live. */
export type QueryRoutines = {
  /** TRUE when the calling thread owns exclusively; FALSE for what it moved to an owner pointer. Source: page ExIsResourceAcquiredExclusiveLite (wdm.h). */
  ExIsResourceAcquiredExclusiveLite(R: Eresource): Steps<boolean>
  /** How many holds the calling thread has, exclusive ones counted too; 0 when none. Source: page ExIsResourceAcquiredSharedLite (wdm.h). */
  ExIsResourceAcquiredSharedLite(R: Eresource): Steps<number>
  /** The old name of {@link QueryRoutines.ExIsResourceAcquiredSharedLite}. */
  ExIsResourceAcquiredLite(R: Eresource): Steps<number>
  /** Threads that wait for exclusive access and were not granted it yet: a hint, stale at once. Source: page ExGetExclusiveWaiterCount (wdm.h). */
  ExGetExclusiveWaiterCount(R: Eresource): Steps<number>
  /** Threads that wait for shared access and were not granted it yet: a hint, stale at once. Source: page ExGetSharedWaiterCount (wdm.h). */
  ExGetSharedWaiterCount(R: Eresource): Steps<number>
  /** The identity under which the calling thread owns: the address of its thread object. No step. Source: macro ExGetCurrentResourceThread (wdm.h). */
  ExGetCurrentResourceThread(): Steps<ThreadId>
}

export function queryRoutines({ id: me, perform }: Caller): QueryRoutines {
  const ask = <A>(name: Routine, step: (R: Eresource) => Operation<A>) =>
    routine(name, (R: Eresource) => perform(name, R, () => step(R)))
  const ExIsResourceAcquiredSharedLite = ask('ExIsResourceAcquiredSharedLite', (R) =>
    R.ExIsResourceAcquiredSharedLite(me),
  )
  return {
    ExIsResourceAcquiredExclusiveLite: ask('ExIsResourceAcquiredExclusiveLite', (R) =>
      R.ExIsResourceAcquiredExclusiveLite(me),
    ),
    ExIsResourceAcquiredSharedLite,
    ExIsResourceAcquiredLite: ExIsResourceAcquiredSharedLite,
    ExGetExclusiveWaiterCount: ask('ExGetExclusiveWaiterCount', (R) => R.ExGetExclusiveWaiterCount()),
    ExGetSharedWaiterCount: ask('ExGetSharedWaiterCount', (R) => R.ExGetSharedWaiterCount()),
    ExGetCurrentResourceThread: proc(function* ExGetCurrentResourceThread() {
      return me
    }),
  }
}
