import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { ticket } from './designs/queue-locks.ts'
import { chooses, firstForks, hiddenMoment, onlyOne, passing, seat } from './designs/traps.ts'

describe('what is easily got wrong', () => {
  test('no fairness forces a choice, but of an action that follows it', () => {
    const free = check(chooses(false))
    expect(free).toMatchObject({ verdict: 'violated', states: 3, violation: { thread: 'A' } })
    expect(free.answers.find(({ kind }) => kind === 'starvation freedom')?.liveness?.holdsUnder).toEqual([])
    expect(check(chooses(true)).verdict).toBe('verified')
  })

  test('an action inside an atomic block is possible where the whole block is', () => {
    expect(check(firstForks(4))).toMatchObject({ verdict: 'violated', violation: { kind: 'liveness' } })
  })

  test('that the scheduler is fair to one alone is not that the others may stop', () => {
    expect(check(onlyOne(false)).verdict).toBe('verified')
    const { answers } = check(onlyOne(true), { keepGoing: true })
    expect(answers.find(({ kind }) => kind === 'starvation freedom')).toMatchObject({ result: 'violated' })
  })

  test('what was not seen is not verified', () => {
    const { verdict, answers } = check(ticket(3), { limits: { states: 100 } })
    expect(verdict).toBe('incomplete')
    expect(answers.filter(({ liveness, result }) => liveness !== undefined && result === 'holds')).toEqual([])
  })
})

describe('what a reduction of states would get wrong', () => {
  const rows = [
    [hiddenMoment, 12, 25, ['strong']],
    [passing, 9, 22, []],
    [seat, 25, 44, ['weak', 'strong']],
  ] as const
  const reductions = ['none', 'stubborn', 'symmetry', 'all', 'auto'] as const

  test.each(rows.map((row) => [row[0].name, row] as const))('%s', (_, [design, states, edges, holdsUnder]) => {
    expect(check(design, { reduction: 'none', keepGoing: true })).toMatchObject({ states, edges })
    for (const reduction of reductions) {
      const { verdict, answers } = check(design, { reduction })
      expect(verdict).toBe(holdsUnder.some((it) => it === 'weak') ? 'verified' : 'violated')
      expect(answers.find(({ kind }) => kind === 'starvation freedom')?.liveness?.holdsUnder).toEqual(holdsUnder)
    }
  })
})
