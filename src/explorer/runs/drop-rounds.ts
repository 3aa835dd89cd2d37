import type { ThreadIndex } from '../../model/ir.ts'
import type { Task } from '../../tasks/task.ts'
import type { Turn } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** Drops the steps of a thread between two visits to one of its local states, as long as the schedule still violates. @throws Stopped */
export function* dropRounds(run: ScheduleRun, start: readonly Turn[], limitSteps: number): Task<readonly Turn[]> {
  let turns = start
  const end = run.steps + limitSteps
  for (const thread of new Set(start.map((turn) => turn.thread))) {
    let shorter: readonly Turn[] | undefined = turns
    while (shorter !== undefined && run.steps < end) {
      turns = shorter
      shorter = yield* withoutRound(run, turns, thread, end)
    }
  }
  return turns
}

function* withoutRound(
  run: ScheduleRun,
  turns: readonly Turn[],
  thread: ThreadIndex,
  end: number,
): Task<readonly Turn[] | undefined> {
  const states = run.statesOf(turns)
  const own = turns.flatMap((turn, at) => (turn.thread === thread ? [{ at, local: states[at]?.locals[thread] }] : []))
  for (const [first, from] of own.entries())
    for (const to of own.slice(first + 1)) {
      if (from.local !== to.local) continue
      if (run.steps >= end) return undefined
      yield* run.pause()
      const shorter = run.tried(turns.filter((turn, at) => turn.thread !== thread || at < from.at || at >= to.at))
      if (shorter !== undefined && shorter.length < turns.length) return shorter
    }
  return undefined
}
