/** What is said of a machine that does less than memory, or more: no more than is known. */
import { cell, check, forever, type System, step, system } from 'lockproof'
import { expect, test } from 'vitest'
import { startCheck } from '../../src/check/check.ts'
import type { Answer, Verdict } from '../../src/verdict/verdict.ts'
import { coherent } from './forever/coherent.ts'

const resultOf = ({ answers }: Verdict, name: string): Answer['result'] | undefined =>
  answers.find((answer) => answer.name === name)?.result

/** A reader comes late to what has been overwritten six times; somebody else waits in vain. */
const late = (kind: 'never' | 'reachable', isStuck: boolean): System =>
  system('late', ({ shared, thread, regions, ...ask }) => {
    const { x, y, z } = shared({ x: cell([0, 1, 2, 3, 4, 5, 6]), y: cell([0, 1]), z: cell([0, 1]) })
    const { stale } = regions('stale')
    thread('writer', function* () {
      for (const value of [1, 2, 3, 4, 5, 6] as const) yield* x.store(value, 'relaxed')
      yield* y.store(1, 'relaxed')
      if (isStuck) yield* forever(() => step('goes on'))
    })
    thread('reader', function* () {
      yield* y.waitFor(1, 'relaxed')
      if ((yield* x.load('relaxed')) === 0) yield* stale(() => step('reads the first'))
    })
    if (isStuck) thread('waiter', () => z.waitFor(1, 'relaxed'))
    ask[kind]('the first is read', [stale], (inside) => inside.length > 0)
  })

test('where a violation is found with few old values, nothing is said of what more would show', () => {
  const verdict = check(late('never', true), { memory: 'cpp20' })
  expect(verdict).toMatchObject({ verdict: 'violated', violation: { kind: 'stuck', thread: 'waiter' } })
  expect(resultOf(verdict, 'the first is read')).toBe('unknown')
})

test('what is not reached with few old values is not unreachable, whatever stops the check', () => {
  let isInterrupted = false
  const verdict = startCheck(
    late('reachable', false),
    { memory: 'cpp20', keepGoing: true },
    {
      entered: (phase) => {
        isInterrupted ||= phase === 'looking at who waits for ever'
      },
      isInterrupted: () => isInterrupted,
    },
  ).verdict()
  expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'interrupt' })
  expect(resultOf(verdict, 'the first is read')).toBe('unknown')
})

test('what is reached where messages melt is not reached, where a limit stops that', () => {
  const found = [35, 38, 40, 42].map((states) => check(coherent('reachable'), { memory: 'cpp20', limits: { states } }))
  expect(found.map(({ stoppedBy }) => stoppedBy)).toEqual(found.map(() => 'states'))
  expect(found.map((verdict) => resultOf(verdict, 'backwards'))).toEqual(found.map(() => 'unknown'))
})

test.each([1, 2, 3])(
  'where an interrupt stops the looking for what memory does not do, that is the reason (%i)',
  (nth) => {
    let entered = 0
    const verdict = startCheck(
      coherent('never'),
      { memory: 'cpp20', keepGoing: true },
      {
        entered: (phase) => {
          if (phase === 'looking at who waits for ever') entered++
        },
        isInterrupted: () => entered >= nth,
      },
    ).verdict()
    expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'interrupt' })
    expect(verdict).not.toHaveProperty('room')
    expect(resultOf(verdict, 'backwards')).toBe('unknown')
  },
)
