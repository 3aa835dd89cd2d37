import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import * as events from '../../examples/parts/event.ts'
import * as futexes from '../../examples/parts/futex.ts'
import * as monitors from '../../examples/parts/monitor.ts'
import * as mutexes from '../../examples/parts/mutex.ts'
import * as parking from '../../examples/parts/permits.ts'
import * as semaphores from '../../examples/parts/semaphore.ts'
import * as queues from '../../examples/parts/sleep-queue.ts'
import { fullSearch } from './full-search.ts'

type Row = readonly [system: System, states: number, edges: number, ...violated: readonly string[]]

const stuckAfter = (steps: number): readonly string[] => [`no deadlock @${steps}`, `nobody stuck @${steps}`]

/**
 * Locks of the same promises have the same states: what takes one step where no order is promised, and two where who waits is seen. To give up where that
 * ends the wait costs edges alone, and so do wake-ups for no reason of who returns to where the woken ones do.
 */
const rows: readonly Row[] = [
  [mutexes.plain, 32, 72],
  [events.auto, 32, 72],
  [events.timed, 32, 108],
  [mutexes.fifo, 92, 216],
  [mutexes.handoff, 98, 222],
  [mutexes.timed, 98, 294],
  [mutexes.both, 98, 366],
  [mutexes.dies, 16, 30, ...stuckAfter(2)],
  [mutexes.diesRobust, 33, 70],
  [semaphores.right(), 56, 156],
  [semaphores.timed, 56, 204],
  [futexes.neverSpurious, 786, 2_178],
  [futexes.right, 786, 2_361],
  // the order of the sleepers is known
  [futexes.inOrder, 795, 2_385],
  [futexes.unannounced, 248, 744, ...stuckAfter(8)],
  [futexes.requeued, 1_377, 3_881],
  [queues.announcedOnce, 1_047, 2_097],
  [queues.announced, 1_599, 4_080],
  [queues.onlyReadOnce, 1_167, 2_358, ...stuckAfter(13)],
  [queues.onlyRead, 1_971, 4_962, ...stuckAfter(16)],
  [parking.right, 10, 13],
  [parking.tooEarly, 12, 18, ...stuckAfter(5)],
  [parking.mutex, 8_688, 27_948],
  [monitors.neverSpurious, 982, 1_706],
  // somebody may be awake whom nobody has woken
  [monitors.right, 1_041, 2_606],
  [monitors.oneCondition, 1_164, 2_008, ...stuckAfter(27)],
  [events.manual, 450, 1_242],
]

describe('states and edges of a search of all states, and what it finds', () => {
  test.each(rows.map((row) => [row[0].name, row] as const))('%s', (_, [system, states, edges, ...violated]) => {
    expect(fullSearch(system)).toEqual({ states, edges, violated })
  })
})
