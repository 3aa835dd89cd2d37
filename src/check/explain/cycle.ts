import { UsageError } from '../../errors/usage-error.ts'
import { stepText } from '../../model/compile/automaton.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import { show } from '../../model/values/encode.ts'

/** What must be the same whenever a cycle has been gone round: each object's value, and what each thread does next, and where. */
export type Snapshot = ReadonlyMap<string, string>

export function snapshotOf(run: NativeRun): Snapshot {
  const { objects, threads } = run.design
  return new Map([
    ...objects.map((object) => [object.name, show(run.value(object))] as const),
    ...threads.map(({ name }, thread) => {
      const { pending, regions } = run.arrival(thread)
      const ended = run.failure(thread) === undefined ? '' : ' (failed)'
      return [name, `${stepText(pending)} in ${regions.map((region) => region.name).join(', ')}${ended}`] as const
    }),
  ])
}

/** @throws UsageError U007 where the run is not where it was. */
export function requireSame(run: NativeRun, before: Snapshot): void {
  for (const [name, now] of snapshotOf(run)) {
    const was = before.get(name)
    if (now === was) continue
    throw new UsageError('U007', `The cycle does not close: after it ${name} is ${now}, before it ${was}.`, {
      expected: was,
      seen: now,
      fix: 'In parentheses stand steps that lead back to where they start.',
    })
  }
}
