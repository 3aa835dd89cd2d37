import { UsageError } from '../../errors/usage-error.ts'
import { stepText } from '../../model/compile/automaton.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import { show } from '../../model/values/encode.ts'

/**
 * What must be the same whenever a cycle has been gone round: each object's value, and what each thread does next, and where. What does the same at every
 * value is one operation, whatever its text.
 */
export type Snapshot = ReadonlyMap<string, { readonly text: string; readonly sameAs: string }>

export function snapshotOf(run: NativeRun): Snapshot {
  const { objects, threads } = run.design
  return new Map([
    ...objects.map((object) => [object.name, asShown(show(run.value(object)))] as const),
    ...threads.map(({ name }, thread) => {
      const { pending, regions } = run.arrival(thread)
      const ended = run.failure(thread) === undefined ? '' : ' (failed)'
      const where = ` in ${regions.map((region) => region.name).join(', ')}${ended}`
      const text = `${stepText(pending)}${where}`
      if (pending.kind !== 'operation') return [name, asShown(text)] as const
      const { object, key } = pending.request
      return [name, { text, sameAs: `${object.name} ${key}${where}` }] as const
    }),
  ])
}

function asShown(text: string): { readonly text: string; readonly sameAs: string } {
  return { text, sameAs: text }
}

/** @throws UsageError U007 where the run is not where it was. */
export function requireSame(run: NativeRun, before: Snapshot): void {
  for (const [name, now] of snapshotOf(run)) {
    const was = before.get(name)
    if (now.sameAs === was?.sameAs) continue
    throw new UsageError('U007', `The cycle does not close: after it ${name} is ${now.text}, before it ${was?.text}.`, {
      expected: was?.text,
      seen: now.text,
      fix: 'In parentheses stand steps that lead back to where they start.',
    })
  }
}
