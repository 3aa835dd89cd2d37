import { check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { bakery, filter } from './designs/level-locks.ts'
import { mcs, ticket } from './designs/queue-locks.ts'
import { philosophers, readersWriters } from './designs/shared-locks.ts'
import { alternation, peterson, testAndSet, type Way } from './designs/spin-locks.ts'
import { rowOf } from './row.ts'

type Row = readonly [
  system: System,
  states: number,
  edges: number,
  /** Under no fairness, weak and strong fairness of threads. */
  progress: string,
  none: string,
  weak: string,
  strong: string,
  /** Weak of threads, and strong of entering. */
  entry: string,
]

/** Who may wait for ever. */
const rows: readonly Row[] = [
  [alternation(), 16, 24, 'X/X/X', 'T0 T1', 'T0 T1', 'T0 T1', 'T0 T1'],
  [peterson, 58, 116, 'X/ok/ok', 'T0 T1', '-', '-', '-'],
  [filter(2), 58, 116, 'X/ok/ok', 'T0 T1', '-', '-', '-'],
  [filter(3), 2_911, 8_733, 'X/ok/ok', 'T0 T1 T2', '-', '-', '-'],
  [ticket(3), 294, 666, 'ok/ok/ok', 'T0 T1 T2', '-', '-', '-'],
  [mcs(3), 1_707, 4_545, 'ok/ok/ok', 'T0 T1 T2', '-', '-', '-'],
  [bakery(2, 2), 296, 547, 'X/X/ok', 'T0 T1', 'T0 T1', '-', 'T0 T1'],
  [bakery(2, 3), 501, 913, 'X/X/ok', 'T0 T1', 'T0 T1', '-', 'T0 T1'],
  [testAndSet('waits', 2), 12, 20, 'ok/ok/ok', 'T0 T1', 'T0 T1', '-', '-'],
  [testAndSet('waits', 3), 32, 72, 'ok/ok/ok', 'T0 T1 T2', 'T0 T1 T2', '-', '-'],
  [testAndSet('spins', 2), 12, 24, 'X/ok/ok', 'T0 T1', 'T0 T1', 'T0 T1', '-'],
  [testAndSet('spins', 3), 32, 96, 'X/ok/ok', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2', '-'],
  [testAndSet('waits, then tries', 2), 21, 38, 'ok/ok/ok', 'T0 T1', 'T0 T1', 'T0 T1', 'T0 T1'],
  [testAndSet('waits, then tries', 3), 81, 207, 'ok/ok/ok', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2'],
  [testAndSet('spins, then tries', 2), 21, 42, 'X/ok/ok', 'T0 T1', 'T0 T1', 'T0 T1', 'T0 T1'],
  [testAndSet('spins, then tries', 3), 81, 243, 'X/ok/ok', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2'],
  [readersWriters('readers', 2, 1), 93, 246, 'ok/ok/ok', 'R0 R1 W0', 'W0', 'W0', 'W0'],
  [readersWriters('readers', 1, 2), 81, 201, 'ok/ok/ok', 'R0 W0 W1', 'W0 W1', '-', '-'],
  [readersWriters('readers', 2, 2), 333, 1_098, 'ok/ok/ok', 'R0 R1 W0 W1', 'W0 W1', 'W0 W1', 'W0 W1'],
  [readersWriters('writers', 2, 1), 93, 241, 'ok/ok/ok', 'R0 R1 W0', 'R0 R1', '-', '-'],
  [readersWriters('writers', 1, 2), 81, 202, 'ok/ok/ok', 'R0 W0 W1', 'R0 W0 W1', 'R0', 'R0'],
  [readersWriters('writers', 2, 2), 333, 1_078, 'ok/ok/ok', 'R0 R1 W0 W1', 'R0 R1 W0 W1', 'R0 R1', 'R0 R1'],
  [readersWriters('nobody', 2, 2), 333, 1_128, 'ok/ok/ok', 'R0 R1 W0 W1', 'R0 R1 W0 W1', 'W0 W1', 'W0 W1'],
  [philosophers('left first', 3), 75, 186, 'X/X/X', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2', 'T0 T1 T2'],
  [philosophers('left first', 4), 321, 1_064, 'X/X/X', 'T0 T1 T2 T3', 'T0 T1 T2 T3', 'T0 T1 T2 T3', 'T0 T1 T2 T3'],
  [philosophers('one left-handed', 3), 76, 189, 'ok/ok/ok', 'T0 T1 T2', 'T0 T1 T2', '-', 'T0 T1 T2'],
  [philosophers('one left-handed', 4), 322, 1_068, 'ok/ok/ok', 'T0 T1 T2 T3', 'T0 T1 T2 T3', '-', 'T0 T1 T2 T3'],
  [philosophers('both at once', 3), 44, 108, 'ok/ok/ok', 'T0 T1 T2', 'T0 T1 T2', '-', '-'],
  [philosophers('both at once', 4), 160, 528, 'ok/ok/ok', 'T0 T1 T2 T3', 'T0 T1 T2 T3', 'T0 T1 T2 T3', 'T0 T1 T2 T3'],
]

describe('locks', () => {
  test.each(rows.map((row) => [row[0].name, row] as const))('%s', (_, [system, ...row]) => {
    const [states, edges, progress, none, weak, strong, entry] = row
    expect(rowOf(system)).toEqual({ states, edges, progress, none, weak, strong, entry })
  })
})

describe('after the doorway', () => {
  const orders = [
    [peterson, 1, true],
    [filter(2), 1, true],
    [filter(3), undefined, false],
    [ticket(2), 1, true],
    [ticket(3), 2, true],
    [ticket(4), 3, true],
    [mcs(2), 1, true],
    [mcs(3), 2, true],
    [bakery(2, 2), 1, true],
    [bakery(2, 3), 1, true],
  ] as const

  test.each(orders.map((row) => [row[0].name, row] as const))('%s', (_, [system, bypass, isInOrder]) => {
    const { answers } = check(system, { keepGoing: true, reduction: 'none' })
    const of = (kind: string) => answers.find((answer) => answer.kind === kind)
    expect(of('bounded bypass')).toMatchObject({ result: 'holds' })
    expect(of('bounded bypass')?.liveness?.measured).toBe(bypass)
    expect(of('first come, first served')?.result).toBe(isInOrder ? 'holds' : 'violated')
  })
})

describe('test and set', () => {
  const starves = (way: Way, N: number, options = {}) =>
    check(testAndSet(way, N, options), { fairness: 'strong' }).violation?.thread

  test.each([2, 3])('that waits before it tries needs strong fairness of threads and of entering, N=%i', (N) => {
    expect(starves('waits, then tries', N)).toBeUndefined()
  })

  test.each([2, 3])('that spins before it tries needs that of what the test answers, too, N=%i', (N) => {
    expect(starves('spins, then tries', N)).toBe('T0')
    expect(starves('spins, then tries', N, { isEachAnswer: true })).toBeUndefined()
  })
})

describe('a client that always comes again', () => {
  test('hides that strict alternation waits for whoever stays away', () => {
    expect(rowOf(alternation({ rests: false }))).toEqual({
      states: 6,
      edges: 6,
      progress: 'ok/ok/ok',
      none: '-',
      weak: '-',
      strong: '-',
      entry: '-',
    })
  })
})
