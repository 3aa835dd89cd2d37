import { check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import * as events from '../../examples/parts/event.ts'
import * as futexes from '../../examples/parts/futex.ts'
import * as monitors from '../../examples/parts/monitor.ts'
import * as mutexes from '../../examples/parts/mutex.ts'
import * as parking from '../../examples/parts/permits.ts'
import * as semaphores from '../../examples/parts/semaphore.ts'
import * as queues from '../../examples/parts/sleep-queue.ts'

type Row = readonly [system: System, states: number, edges: number]

const rows: readonly Row[] = [
  [events.auto, 32, 72],
  [events.timed, 32, 108],
  [events.manual, 450, 1_242],
  [futexes.neverSpurious, 786, 2_178],
  [futexes.right, 786, 2_361],
  [futexes.unannounced, 248, 744],
  [monitors.neverSpurious, 982, 1_706],
  [monitors.right, 1_041, 2_606],
  [monitors.oneCondition, 1_164, 2_008],
  [mutexes.plain, 32, 72],
  [mutexes.fifo, 92, 216],
  [mutexes.handoff, 98, 222],
  [mutexes.timed, 98, 294],
  [mutexes.both, 98, 366],
  [parking.right, 10, 13],
  [parking.tooEarly, 12, 18],
  [queues.onlyReadOnce, 1_167, 2_358],
  [queues.announcedOnce, 1_047, 2_097],
  [queues.onlyRead, 1_971, 4_962],
  [queues.announced, 1_599, 4_080],
  [semaphores.right(), 56, 156],
  [semaphores.timed, 56, 204],
]

describe('states and edges of clients for ever, all of them', () => {
  test.each(rows.map((row) => [row[0].name, row] as const))('%s', (_, [system, states, edges]) => {
    const verdict = check(system, { keepGoing: true, reduction: 'none' })
    expect({ states: verdict.states, edges: verdict.edges }).toEqual({ states, edges })
  })
})
