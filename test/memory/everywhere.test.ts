import 'lockproof/vitest'
import fc from 'fast-check'
import { check } from 'lockproof'
import { everyProgramHolds, holdsUnderEveryInterleaving, LawBroken } from 'lockproof/fast-check'
import { expect, test } from 'vitest'
import { raised } from '../../examples/memory/message.ts'
import { noFence, secondRound } from '../../examples/memory/peterson.ts'
import { petersonForTwo } from '../fast-check/locks/peterson.ts'

test('matchers ask over a memory', () => {
  expect(noFence).toHoldUnderEveryInterleaving()
  expect(noFence).toViolate('mutual exclusion', { memory: 'tso', steps: 6 })
  expect(noFence).not.toHoldUnderEveryInterleaving({ memory: 'tso' })
  expect(secondRound).toHoldUnderEveryInterleaving({ memory: 'tso' })
  expect(raised).toFail('data race', { memory: 'cpp20', steps: 4 })
  expect(() => expect(raised).toHoldUnderEveryInterleaving({ memory: 'cpp20' })).toThrow('under C++20 memory')
})

test('laws ask over a memory', () => {
  holdsUnderEveryInterleaving(noFence)
  expect(() => holdsUnderEveryInterleaving(noFence, { memory: 'pso' })).toThrow(LawBroken)
  expect(() => holdsUnderEveryInterleaving(noFence, { memory: 'pso' })).toThrow('violated under PSO')
  fc.assert(everyProgramHolds(petersonForTwo, { threads: 2, calls: 2, check: { memory: 'tso' } }), {
    numRuns: 3,
    seed: 1,
  })
})

test('a system says what a check must find over each', () => {
  const found = (['sc', 'tso', 'cpp20'] as const).map((memory) => check(secondRound, { memory }).expected)
  expect(found).toEqual([
    { verdict: 'verified', isAsExpected: true },
    { verdict: 'verified', isAsExpected: true },
    { verdict: 'fails: data race, 13 steps', isAsExpected: true },
  ])
})
