import type { ThreadIndex } from '../../model/ir.ts'
import type { Task } from '../../tasks/task.ts'
import type { Pick } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** Drops the steps of a thread between two visits to one of its local states, as long as the schedule still violates. @throws Stopped */
export function* dropRounds(run: ScheduleRun, start: readonly Pick[], limitSteps: number): Task<readonly Pick[]> {
  let picks = start
  const end = run.steps + limitSteps
  for (const thread of new Set(start.map((pick) => pick.thread))) {
    let shorter: readonly Pick[] | undefined = picks
    while (shorter !== undefined && run.steps < end) {
      picks = shorter
      shorter = yield* withoutRound(run, picks, thread, end)
    }
  }
  return picks
}

function* withoutRound(
  run: ScheduleRun,
  picks: readonly Pick[],
  thread: ThreadIndex,
  end: number,
): Task<readonly Pick[] | undefined> {
  const states = run.statesOf(picks)
  const own = picks.flatMap((pick, at) => (pick.thread === thread ? [{ at, local: states[at]?.locals[thread] }] : []))
  for (const [first, from] of own.entries())
    for (const to of own.slice(first + 1)) {
      if (from.local !== to.local) continue
      if (run.steps >= end) return undefined
      yield* run.pause()
      const shorter = run.tried(picks.filter((pick, at) => pick.thread !== thread || at < from.at || at >= to.at))
      if (shorter !== undefined && shorter.length < picks.length) return shorter
    }
  return undefined
}
