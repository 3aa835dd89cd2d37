import { at } from '../../errors/at.ts'
import type { Step } from '../../explorer/steps/trace.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { printSchedule, type ScheduledStep } from './schedule.ts'

/** A step as schedules have it: the decisions are the moves that had an alternative. */
export function scheduled({ program: { ir } }: Compiled, { thread, moves }: Step): ScheduledStep {
  const decisions = moves.flatMap((move) => {
    if (move.kind === 'choice') {
      const options = at(at(ir.threads, thread, 'threads').next, move.local, 'local states')
      return options.length > 1 ? [move.option] : []
    }
    if (move.kind === 'skip') return []
    const start = at(at(ir.operations, move.operation, 'operations').outcome, move.valueBefore, 'values')
    return at(ir.outcomes, start, 'outcomes') > 1 ? [move.outcome] : []
  })
  return { thread, decisions }
}

export function scheduleOf(compiled: Compiled, steps: readonly Step[]): string {
  const threads = compiled.design.threads.map(({ name }) => name)
  return printSchedule(
    steps.map((step) => scheduled(compiled, step)),
    threads,
  )
}
