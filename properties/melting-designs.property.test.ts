import fc from 'fast-check'
import { check, type Verdict } from 'lockproof'
import { expect, test } from 'vitest'
import { overMemory } from '../src/check/memory.ts'
import type { Room } from '../src/model/memory/machine.ts'
import { isLong } from '../test/setup/long.ts'
import { type Looping, looping, loopingDesign } from './arbitraries/looping-design.ts'

const said = (threads: Looping, room: Room): Verdict['verdict'] =>
  check(overMemory(loopingDesign(threads), 'cpp20', room).system, {
    reduction: 'none',
    limits: { states: 20_000 },
    stuck: true,
  }).verdict

/** Deadlocks, threads that are stuck and races: of all that memory does with a little room, where messages melt nothing is hidden. */
test('what goes wrong on memory goes wrong where messages melt', () => {
  const all = fc.sample(looping, isLong ? 3_000 : 40)
  const found = all.map((threads) => ({
    threads,
    real: said(threads, { places: 5, beyond: 'gone' }),
    melted: said(threads, { places: 2, beyond: 'molten' }),
  }))
  const hidden = found.filter(({ real, melted }) => real === 'violated' && melted !== 'violated')
  expect(hidden.map(({ threads }) => threads)).toEqual([])
  const counts = (verdict: Verdict['verdict']): number => found.filter(({ melted }) => melted === verdict).length
  expect(counts('verified')).toBeGreaterThan(all.length / 20)
  expect(counts('violated')).toBeGreaterThan(all.length / 20)
}, 1_200_000)
