import type { Program } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Findings } from '../findings/findings.ts'
import type { FoundViolation } from '../findings/search-result.ts'
import { initialState, pack } from '../states/layout.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import { Coverage } from '../steps/coverage.ts'
import { Stepper } from '../steps/stepper.ts'

const workOfState = 4

/**
 * The fewest steps to a violation of this kind, known to be at most `limitDepth`; `undefined` if a breadth-first search for it sees
 * `limitStates` states first.
 */
export function* firstViolationDepth(
  program: Program,
  findings: Findings,
  violation: FoundViolation,
  limitDepth: number,
  limitStates: number,
  meter: Meter,
): Task<number | undefined> {
  const coverage = new Coverage(program.ir.threads.length)
  const stepper = new Stepper({ program, coverage, marksAll: false, recordsThreads: false })
  const { layout } = stepper
  const met = new NumberedStates(layout.words)
  const initial = new Int32Array(layout.words)
  pack(layout, initialState(program.ir), initial, 0)
  if (met.add(initial, 0) < 0) return undefined
  let levelEnd = 1
  let depth = 0
  for (let number = 0; number < met.size && met.size <= limitStates; number++) {
    meter.spend(workOfState)
    if (meter.isDue) yield* meter.pause()
    if (number === levelEnd) {
      levelEnd = met.size
      depth++
      if (depth === limitDepth) return depth
    }
    const at = number * layout.words
    if (violation.kind !== 'deadlock' && findings.violatesAlike(violation, layout, met.states, at, false)) return depth
    while (stepper.expandOne(met.states, at) === at) {
      if (stepper.settle() === undefined) continue
      return yield* firstViolationDepth(program, findings, violation, limitDepth, limitStates, meter) // the tables have grown: once more
    }
    if (
      violation.kind === 'deadlock' &&
      stepper.stuck.length > 0 &&
      findings.violatesAlike(violation, layout, met.states, at, true)
    )
      return depth
    for (let successor = 0; successor < stepper.batchLength; successor += layout.words)
      if (met.add(stepper.batch, successor) < 0) return undefined
  }
  return met.size > limitStates ? undefined : limitDepth
}
