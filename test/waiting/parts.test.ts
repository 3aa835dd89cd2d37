import { check, type System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { keeps, passes } from '../../examples/waiting/cancellation.ts'
import { nested, plain } from '../../examples/waiting/servers.ts'
import { certain, possible } from '../../examples/waiting/time-outs.ts'
import { futexWait, parking, wordMutex } from './designs/sleepers.ts'

/** Steps to the nearest state in which nobody is owed a step and somebody is not content. */
type Row = readonly [system: System, states: number, deadlockAfter: number | undefined]

const rows: readonly Row[] = [
  [keeps, 176, 7],
  [passes, 170, undefined],
  [nested, 127, 6],
  [plain, 35, undefined],
  [possible, 20, 2],
  [certain, 20, undefined],
  [futexWait(false), 12, 4],
  [futexWait(true), 18, undefined],
  [parking(false), 32, 6],
  [parking(true), 36, undefined],
  [parking(true, false), 36, 5],
  [wordMutex(false, 'once'), 1_167, 13],
  [wordMutex(true, 'once'), 1_047, undefined],
  [wordMutex(false, 'for ever'), 1_433, undefined],
  [wordMutex(true, 'for ever'), 1_175, undefined],
  [wordMutex(false, 'for ever, resting'), 1_971, 16],
  [wordMutex(true, 'for ever, resting'), 1_599, undefined],
]

describe('waits that something may end', () => {
  test.each(rows.map((row) => [row[0].name, row] as const))('%s', (_, [system, states, deadlockAfter]) => {
    const verdict = check(system, { keepGoing: true, reduction: 'none' })
    const { result, steps } = verdict.answers.find(({ kind }) => kind === 'no deadlock') ?? {}
    expect({ states: verdict.states, deadlockAfter: steps }).toEqual({ states, deadlockAfter })
    expect(result).toBe(deadlockAfter === undefined ? 'holds' : 'violated')
  })
})

test('a wake-up that the next round of others seems to repair', () => {
  const { verdict, violation } = check(wordMutex(false, 'for ever'), { reduction: 'none' })
  const { steps = [], doomedFrom, stuck } = violation?.trace ?? {}
  expect({ verdict, kind: violation?.kind, thread: violation?.thread }).toEqual({
    verdict: 'violated',
    kind: 'stuck',
    thread: 'T1',
  })
  expect([steps.length, doomedFrom]).toEqual([15, 15])
  expect(stuck?.map(({ thread, waitsAt }) => [thread, waitsAt])).toEqual([['T1', ['q.returns(T1)']]])
  expect(check(wordMutex(true, 'for ever'), { reduction: 'none' }).verdict).toBe('verified')
})
