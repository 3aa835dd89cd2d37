import type { Task } from '../../tasks/task.ts'
import type { Pick } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** Moves steps next to other steps of their thread as long as the schedule still violates and switches less often. @throws Stopped */
export function* joinSteps(run: ScheduleRun, start: readonly Pick[], limitSteps: number): Task<readonly Pick[]> {
  let picks = start
  const end = run.steps + limitSteps
  for (let at = 1; at < picks.length && run.steps < end; ) {
    const better = yield* joinAt(run, picks, at)
    if (better === undefined) at++
    else {
      picks = better
      at = 1
    }
  }
  return picks
}

/** The block that begins at `at`, moved behind an earlier step of its thread or before a later one. */
function* joinAt(run: ScheduleRun, picks: readonly Pick[], at: number): Task<readonly Pick[] | undefined> {
  const thread = picks[at]?.thread
  if (picks[at - 1]?.thread === thread) return undefined
  let stop = at
  while (picks[stop]?.thread === thread) stop++
  const block = picks.slice(at, stop)
  const rest = [...picks.slice(0, at), ...picks.slice(stop)]
  const earlier = rest.slice(0, at).findLastIndex((pick) => pick.thread === thread) + 1
  const later = rest.findIndex((pick, index) => index >= at && pick.thread === thread)
  for (const place of [earlier, later]) {
    if (place <= 0) continue
    yield* run.pause()
    const moved = run.tried([...rest.slice(0, place), ...block, ...rest.slice(place)])
    if (moved !== undefined && moved.length <= picks.length && switchesOf(moved) < switchesOf(picks)) return moved
  }
  return undefined
}

export function switchesOf(picks: readonly Pick[]): number {
  return picks.filter(({ thread }, i) => i > 0 && picks[i - 1]?.thread !== thread).length
}
