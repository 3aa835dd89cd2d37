/**
 * Drops steps of a schedule as long as it still violates: delta debugging (Zeller, Hildebrandt: Simplifying and isolating failure-inducing input,
 * IEEE TSE 28:2, 2002), with chunks of half the schedule, a quarter, … one step. Steps that cannot be taken any more fall away by themselves.
 */

import type { Task } from '../../tasks/task.ts'
import type { Turn } from '../steps/walk.ts'
import type { ScheduleRun } from './schedule-run.ts'

/** @throws Stopped */
export function* dropSteps(run: ScheduleRun, start: readonly Turn[], limitSteps: number): Task<readonly Turn[]> {
  let turns = start
  const end = run.steps + limitSteps
  for (let chunk = turns.length >>> 1; chunk >= 1 && run.steps < end; ) {
    const shorter = yield* dropChunk(run, turns, chunk, end)
    if (shorter !== undefined) turns = shorter
    else chunk >>>= 1
    chunk = Math.min(chunk, turns.length >>> 1 || 1)
    if (turns.length === 0) break
  }
  return turns
}

/** The turns without the chunks of this length that they can do without; `undefined` if they need all. */
function* dropChunk(
  run: ScheduleRun,
  start: readonly Turn[],
  chunk: number,
  end: number,
): Task<readonly Turn[] | undefined> {
  let turns = start
  for (let at = turns.length - chunk; at > -chunk && run.steps < end; at -= chunk) {
    yield* run.pause()
    const from = Math.max(at, 0)
    const shorter = run.tried([...turns.slice(0, from), ...turns.slice(from + chunk)])
    if (shorter !== undefined && shorter.length < turns.length) turns = shorter
    at = Math.min(at, turns.length)
  }
  return turns.length < start.length ? turns : undefined
}
