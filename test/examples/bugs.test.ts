import { check, type System, type Verdict } from 'lockproof'
import { describe, expect, test } from 'vitest'
import * as anyio from '../../examples/bugs/anyio-lock.ts'
import * as asyncio from '../../examples/bugs/asyncio-lock.ts'
import * as clio from '../../examples/bugs/clio-rwlock.ts'
import * as endive from '../../examples/bugs/endive-wait.ts'
import * as eventListener from '../../examples/bugs/event-listener.ts'
import * as freebsd from '../../examples/bugs/freebsd-urwlock.ts'
import * as iotdb from '../../examples/bugs/iotdb-lock.ts'
import * as libcxx from '../../examples/bugs/libcxx-semaphore.ts'
import * as rcore from '../../examples/bugs/rcore-futex.ts'
import * as tokio from '../../examples/bugs/tokio-notify.ts'
import * as vsThreading from '../../examples/bugs/vs-threading.ts'
import * as winfspClose from '../../examples/bugs/winfsp-close.ts'
import * as winfspConvert from '../../examples/bugs/winfsp-convert.ts'
import * as winfspNotify from '../../examples/bugs/winfsp-notify.ts'
import * as zephyrPriorities from '../../examples/bugs/zephyr-priorities.ts'
import * as zephyrTimeout from '../../examples/bugs/zephyr-timeout.ts'
import { models } from './all.ts'

/** The verdict, or of a violation its kind and its steps. */
type Found = 'verified' | readonly [kind: NonNullable<Verdict['violation']>['kind'], steps: number | undefined]
type Row = readonly [system: System, found: Found, states: number]

/** All states of each report, before and after its repair. Remarks: how the designs that came first, without parts, differ. */
const rows: readonly Row[] = [
  [libcxx.original(), ['deadlock', 10], 122],
  [libcxx.original({ takers: 2, spurious: true }), ['deadlock', 10], 122],
  [libcxx.readsBefore(), ['deadlock', 10], 520],
  [libcxx.pr79265(), ['deadlock', 9], 183],
  [libcxx.pr79265({ takers: 3 }), ['deadlock', 13], 3_220],
  [libcxx.zeroOnly({ takers: 3 }), 'verified', 1_777],
  [libcxx.zeroOnly({ takers: 3, spurious: true }), 'verified', 1_777],

  // 307 and 301: one task, chosen at first, was cancelled by another thread. Here any may be
  [asyncio.before(), ['deadlock', 7], 176],
  [asyncio.pr1031(), 'verified', 170],
  [asyncio.pr1031({ tasks: 4 }), ['property', 10], 1_564],
  [asyncio.pr1031({ rounds: 2 }), ['property', 10], 2_409],
  [asyncio.bpo32734({ tasks: 4 }), 'verified', 1_432],
  [asyncio.bpo32734({ rounds: 2 }), 'verified', 1_431],

  // 238 and 247: the same
  [anyio.before(), ['deadlock', 7], 173],
  [anyio.after(), 'verified', 179],

  [tokio.before(), ['property', 12], 61],
  [tokio.after(), 'verified', 34],

  // 6 steps, 19 and 18: the clock ticked, and the waiter returned, in two steps
  [zephyrTimeout.before(), ['failure', 5], 15],
  [zephyrTimeout.after(), 'verified', 14],

  // 30 and 28: the priority before was kept with each mutex, and not by the thread, which forgets it
  [zephyrPriorities.before, ['property', 4], 20],
  [zephyrPriorities.after, 'verified', 18],

  [winfspNotify.before(), ['deadlock', 6], 28],
  [winfspNotify.after(), 'verified', 27],

  // 113 and 452: to serve and to release were two steps
  [winfspConvert.before, ['unreachable', undefined], 83],
  [winfspConvert.after, 'verified', 316],

  // 8 steps, 1,153 and 463; 4 steps, 80 and 74: all that is done while the mutex is held was one step of one object. Here it is a mutex
  [iotdb.looksOnce, ['property', 15], 1_636],
  [iotdb.looksAgain, 'verified', 804],
  [iotdb.looksOnceFine, ['property', 25], 2_910],
  [iotdb.looksAgainFine, 'verified', 1_218],
  [iotdb.behindWriter, ['deadlock', 12], 161],
  [iotdb.goesFirst, 'verified', 154],

  [endive.before(), ['deadlock', 6], 32],
  [endive.pr107(), 'verified', 36],
  [endive.pr107({ late: 2 }), 'verified', 170],
  [endive.pr107({ late: 2, oneByOne: true }), ['deadlock', 11], 250],
  [endive.asFutex({ late: 2, oneByOne: true }), 'verified', 152],

  // 28 and 6 steps: the buffer was no thread of its own
  [eventListener.sequential, 'verified', 16],
  [eventListener.buffered, ['deadlock', 7], 53],
  [eventListener.fenced, 'verified', 30],

  // 85 and 74: a signal was announced in advance
  [freebsd.before(), ['deadlock', 5], 70],
  [freebsd.after(), 'verified', 59],
  [freebsd.after({ readers: 3, writers: 3 }), 'verified', 4_784],

  [winfspClose.before(), ['deadlock', 6], 88],
  [winfspClose.before({ dispatchers: 3, users: 2 }), 'verified', 189],
  [winfspClose.after(), 'verified', 148],

  [vsThreading.before, ['deadlock', 2], 13],
  [vsThreading.after, 'verified', 16],

  // 1,111 and 60: to leave a region, and to say so, were two steps
  [clio.before(), ['property', 12], 731],
  [clio.after(), 'verified', 37],

  // 4 steps and 12: there was no lock; a queue has one, and both take it
  [rcore.before, ['deadlock', 6], 24],
  [rcore.rewritten, ['deadlock', 10], 46],
  [rcore.after, 'verified', 18],
]

describe('published bugs', () => {
  test.each(rows.map((row) => [row[0].name, row] as const))('%s', (_, [system, found, states]) => {
    const { violation, verdict, states: seen, expected } = check(system, { keepGoing: true, reduction: 'none' })
    expect({
      found: violation === undefined ? verdict : [violation.kind, violation.trace?.steps.length],
      states: seen,
    }).toEqual({ found, states })
    expect(expected.isAsExpected).toBe(true)
  })

  test('are all in the table', () => {
    const all = models.flatMap(([file, system]) => (file.startsWith('examples/bugs/') ? [system.name] : []))
    expect(new Set(rows.map(([{ name }]) => name))).toEqual(new Set(all))
  })
})
