import { setImmediate } from 'node:timers/promises'
import { startCheck } from '../../check/check.ts'
import type { CheckOptions } from '../../check/options/check-options.ts'
import type { System } from '../../model/language/system.ts'
import type { Verdict } from '../../verdict/verdict.ts'
import type { Interrupts } from '../terminal/interrupts.ts'
import type { ProgressLine } from '../terminal/progress-line.ts'

export type Surroundings = { readonly interrupts: Interrupts; readonly progress: ProgressLine }

/** Checks slice by slice, so that Ctrl-C and the progress line get a turn in between. @throws ModelError */
export async function runCheck(
  system: System,
  options: CheckOptions,
  { interrupts, progress }: Surroundings,
  what = '',
): Promise<Verdict> {
  const check = startCheck(system, options)
  try {
    while (check.advance()) {
      if (interrupts.isAsked && check.progress().phase !== 'compiling') {
        check.interrupt()
        break
      }
      progress.show(what, () => check.progress())
      await setImmediate()
    }
  } finally {
    progress.clear()
  }
  return check.verdict()
}
