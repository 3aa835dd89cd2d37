import { at } from '../../errors/at.ts'
import { UsageError } from '../../errors/usage-error.ts'
import type { Step } from '../../explorer/steps/schedule.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { Design } from '../../model/protocol/design.ts'
import { NativeRun, type NativeStep } from '../../model/run/native-run.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Comparison, type Mismatch } from './comparison.ts'
import { impure } from './impure.ts'
import { printSchedule } from './schedule.ts'
import type { Tell } from './told.ts'
import { type Followed, follow } from './trace.ts'

/** Steps that the tables have; `cycleStart`: how many of them come before those that are repeated for ever. */
export type TableRun = { readonly steps: readonly Step[]; readonly cycleStart?: number | undefined }

/** A run of the tables taken natively, on a design described anew; every step as they say. @throws ModelError M004 where one differs; Stopped */
export function* replayed(
  compiled: Compiled,
  design: Design,
  run: TableRun,
  { tell, meter }: { readonly tell: Tell; readonly meter: Meter },
): Task<Followed> {
  const native = new NativeRun(design)
  const comparison = new Comparison(compiled, native)
  const { steps } = run
  let taken = 0
  const refuse = (found: Mismatch): never => {
    throw impure(
      found,
      printSchedule(
        { steps: steps.slice(0, taken + 1) },
        design.threads.map(({ name }) => name),
      ),
    )
  }
  const stepped = (step: NativeStep): void => {
    const found = comparison.ofStep(at(steps, taken, 'steps'), step)
    if (found !== undefined) refuse(found)
    taken++
  }
  try {
    return yield* follow(native, run, { stepped, tell, meter })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    const step = steps[taken]
    const who = { who: design.name, expected: 'the same as before the cycle', seen: error.message }
    return refuse(step === undefined ? who : comparison.ofRefusedStep(step, error))
  }
}
