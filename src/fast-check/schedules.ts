import fc from 'fast-check'
import { printSchedule } from '../check/explain/schedule.ts'
import { requireSystem } from '../check/options/required-system.ts'
import { stepsOf } from '../explorer/runs/steps-of.ts'
import { Coverage } from '../explorer/steps/coverage.ts'
import type { ScheduledStep } from '../explorer/steps/schedule.ts'
import { Walk } from '../explorer/steps/walk.ts'
import { type Compiled, compile } from '../model/compile/compile.ts'
import type { System } from '../model/language/system.ts'
import { withoutSites } from '../model/protocol/site.ts'
import { withPoison } from '../model/run/poison.ts'
import { examine } from '../options/examined.ts'
import { integer } from '../options/kinds.ts'
import { Meter } from '../tasks/meter.ts'
import { finished } from '../tasks/task.ts'

/** Of a schedule that somebody reads; it is drawn whole. */
const longest = 1e5
/** Up to six successors are equally likely. */
const choices = 59

/**
 * Schedules of a system, as `replay` and `lockproof replay` take them: `T0 T1:2 T0`. Each is one that the system can
 * follow, to its end or for `steps` steps (40 unless given), and shrinks to fewer steps and to threads declared
 * earlier.
 * @example
 * fc.assert(
 *   fc.property(schedules(handOver), (it) => replay(handOver, it).steps.every(({ failure }) => failure === undefined)),
 * )
 */
export function schedules(system: System, options: { readonly steps?: number } = {}): fc.Arbitrary<string> {
  requireSystem(system, 'schedules')
  examine('schedules', options, { steps: integer(0, longest) })
  const { steps = 40 } = options
  const compiled = withoutSites(() => withPoison(() => compile(system.build())))
  const walk = new Walk(compiled.program, new Coverage(compiled.program.ir.threads.length), false)
  const threads = compiled.design.threads.map(({ name }) => name)
  return fc
    .array(fc.nat(choices), { maxLength: steps, size: 'max' })
    .map((drawn) => printSchedule({ steps: taken(compiled, walk, drawn) }, threads))
}

/** At each state the successor that the choice says, counted round and round. */
function taken(compiled: Compiled, walk: Walk, drawn: readonly number[]): readonly ScheduledStep[] {
  const { program } = compiled
  return withPoison(() => {
    walk.restart()
    const states = [walk.here()]
    const threads: number[] = []
    for (const choice of drawn) {
      const successors = walk.expand()
      if (successors === 0) break
      threads.push(walk.threadOf(choice % successors))
      walk.take(choice % successors)
      states.push(walk.here())
    }
    return finished(stepsOf(program, { states, threads }, new Meter()))
  })
}
