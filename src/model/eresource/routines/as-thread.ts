import type { ThreadId } from '../../language/index.ts'
import { type AcquireRoutines, acquireRoutines } from './acquire-routines.ts'
import type { Caller } from './caller.ts'
import { type LifeCycleRoutines, lifeCycleRoutines } from './life-cycle-routines.ts'
import { type QueryRoutines, queryRoutines } from './query-routines.ts'
import { type ReleaseRoutines, releaseRoutines } from './release-routines.ts'

/** The routines as a thread calls them: WDK names, WDK arguments. */
export type ResourceRoutines = LifeCycleRoutines & AcquireRoutines & ReleaseRoutines & QueryRoutines

/**
 * The routines called by this thread, with nothing around it: no IRQL, no APCs, no driver's rules; `kernel` adds those.
 * @example
 * const { ExAcquireResourceSharedLite, ExReleaseResourceLite } = asThread(me)
 * yield* ExAcquireResourceSharedLite(R, true)
 */
export function asThread(me: ThreadId): ResourceRoutines {
  return resourceRoutines({ id: me, perform: (_routine, _R, step) => step(), wakeUp: (step) => step() })
}

export function resourceRoutines(caller: Caller): ResourceRoutines {
  return {
    ...lifeCycleRoutines(caller),
    ...acquireRoutines(caller),
    ...releaseRoutines(caller),
    ...queryRoutines(caller),
  }
}
