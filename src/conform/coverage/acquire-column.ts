import type { CallStep } from '../recording/recording.ts'
import type { RoutineName } from '../recording/routines.ts'

/** The columns of the decision table: what a thread asks for, and whether it would wait. */
export const acquireColumns = [
  { routine: 'Exclusive', Wait: true },
  { routine: 'Exclusive', Wait: false },
  { routine: 'TryExclusive', Wait: false },
  { routine: 'SharedLite', Wait: true },
  { routine: 'SharedLite', Wait: false },
  { routine: 'StarveExclusive', Wait: true },
  { routine: 'StarveExclusive', Wait: false },
  { routine: 'WaitForExclusive', Wait: true },
  { routine: 'WaitForExclusive', Wait: false },
] as const

export type AcquireColumn = (typeof acquireColumns)[number]

const routineOf: Partial<Readonly<Record<RoutineName, AcquireColumn['routine']>>> = {
  ExAcquireResourceExclusiveLite: 'Exclusive',
  ExEnterCriticalRegionAndAcquireResourceExclusive: 'Exclusive',
  ExTryToAcquireResourceExclusiveLite: 'TryExclusive',
  ExAcquireResourceSharedLite: 'SharedLite',
  ExEnterCriticalRegionAndAcquireResourceShared: 'SharedLite',
  ExAcquireSharedStarveExclusive: 'StarveExclusive',
  ExAcquireSharedWaitForExclusive: 'WaitForExclusive',
  ExEnterCriticalRegionAndAcquireSharedWaitForExclusive: 'WaitForExclusive',
}

/** `undefined` for a call that is no acquire. The combined routines always wait. */
export function acquireColumn({ call, args }: CallStep): AcquireColumn | undefined {
  const routine = routineOf[call]
  const Wait = routine === 'TryExclusive' ? false : (args.wait ?? true)
  return acquireColumns.find((column) => column.routine === routine && column.Wait === Wait)
}
