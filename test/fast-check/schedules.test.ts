import fc from 'fast-check'
import { cell, replay, type System, system } from 'lockproof'
import { schedules } from 'lockproof/fast-check'
import { expect, test } from 'vitest'
import { phil } from '../../bench/models/phil.ts'

const handOver: System = system('hand over', ({ shared, thread }) => {
  const { turn } = shared({ turn: cell(['left', 'right']) })
  thread('L', () => turn.when('left').store('right'))
  thread('R', () => turn.when('right').store('left'))
})

test('are those that a system can follow', () => {
  const drawn = new Set(fc.sample(schedules(handOver), { numRuns: 100, seed: 1 }))
  expect(drawn).toEqual(new Set(['', 'L', 'L R']))
})

test('come to a deadlock by chance, and shrink to a short way there', () => {
  const { counterexample } = fc.check(
    fc.property(schedules(phil({ N: 3 })), (schedule) => replay(phil({ N: 3 }), schedule).stuck.length === 0),
    { seed: 1, numRuns: 1_000 },
  )
  expect(counterexample?.[0].split(' ').length).toBeLessThanOrEqual(12)
})
