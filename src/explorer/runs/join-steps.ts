import type { Task } from '../../tasks/task.ts'
import type { Turn } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** Moves steps next to other steps of their thread as long as the schedule still violates and switches less often. @throws Stopped */
export function* joinSteps(run: ScheduleRun, start: readonly Turn[], limitSteps: number): Task<readonly Turn[]> {
  let turns = start
  const end = run.steps + limitSteps
  for (let at = 1; at < turns.length && run.steps < end; ) {
    const better = yield* joinAt(run, turns, at)
    if (better === undefined) at++
    else {
      turns = better
      at = 1
    }
  }
  return turns
}

/** The block that begins at `at`, moved behind an earlier step of its thread or before a later one. */
function* joinAt(run: ScheduleRun, turns: readonly Turn[], at: number): Task<readonly Turn[] | undefined> {
  const thread = turns[at]?.thread
  if (turns[at - 1]?.thread === thread) return undefined
  let stop = at
  while (turns[stop]?.thread === thread) stop++
  const block = turns.slice(at, stop)
  const rest = [...turns.slice(0, at), ...turns.slice(stop)]
  const earlier = rest.slice(0, at).findLastIndex((turn) => turn.thread === thread) + 1
  const later = rest.findIndex((turn, index) => index >= at && turn.thread === thread)
  for (const place of [earlier, later]) {
    if (place <= 0) continue
    yield* run.pause()
    const moved = run.tried([...rest.slice(0, place), ...block, ...rest.slice(place)])
    if (moved !== undefined && moved.length <= turns.length && switchesOf(moved) < switchesOf(turns)) return moved
  }
  return undefined
}

export function switchesOf(turns: readonly Turn[]): number {
  return turns.filter(({ thread }, i) => i > 0 && turns[i - 1]?.thread !== thread).length
}
