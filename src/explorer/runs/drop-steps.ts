/**
 * Drops steps of a schedule as long as it still violates: delta debugging (Zeller, Hildebrandt: Simplifying and isolating failure-inducing input,
 * IEEE TSE 28:2, 2002), with chunks of half the schedule, a quarter, … one step. Steps that cannot be taken any more fall away by themselves.
 */

import type { Task } from '../../tasks/task.ts'
import type { Pick } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** @throws Stopped */
export function* dropSteps(run: ScheduleRun, start: readonly Pick[], limitSteps: number): Task<readonly Pick[]> {
  let picks = start
  const end = run.steps + limitSteps
  for (let chunk = picks.length >>> 1; chunk >= 1 && run.steps < end; ) {
    const shorter = yield* dropChunk(run, picks, chunk, end)
    if (shorter !== undefined) picks = shorter
    else chunk >>>= 1
    chunk = Math.min(chunk, picks.length >>> 1 || 1)
    if (picks.length === 0) break
  }
  return picks
}

/** The picks without the chunks of this length that they can do without; `undefined` if they need all. */
function* dropChunk(
  run: ScheduleRun,
  start: readonly Pick[],
  chunk: number,
  end: number,
): Task<readonly Pick[] | undefined> {
  let picks = start
  for (let at = picks.length - chunk; at > -chunk && run.steps < end; at -= chunk) {
    yield* run.pause()
    const from = Math.max(at, 0)
    const shorter = run.tried([...picks.slice(0, from), ...picks.slice(from + chunk)])
    if (shorter !== undefined && shorter.length < picks.length) picks = shorter
    at = Math.min(at, picks.length)
  }
  return picks.length < start.length ? picks : undefined
}
