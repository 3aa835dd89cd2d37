import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buffers } from '../src/model/memory/buffers.ts'
import type { Machine, Size } from '../src/model/memory/machine.ts'
import { views } from '../src/model/memory/views/views.ts'
import { textOf } from '../test/memory/notation.ts'
import { isLong } from '../test/setup/long.ts'
import { type MemoryProgram, racyProgram, shapeProgram, uniformProgram } from './arbitraries/memory-program.ts'
import { difference, racesOn } from './memory-laws.ts'
import { executions, hasRace } from './naive-memory.ts'

const samples = [
  ['shapes', shapeProgram, isLong ? 2_000 : 60],
  ['uniform', uniformProgram, isLong ? 500 : 30],
] as const

/** Different ones. */
function programs(arbitrary: fc.Arbitrary<MemoryProgram>, count: number): Map<string, MemoryProgram> {
  const all = fc
    .sample(arbitrary, { numRuns: 2 * count })
    .map((it): [string, MemoryProgram] => [textOf(it.threads), it])
  return new Map([...new Map(all)].slice(0, count))
}

const machines = {
  tso: (size: Size): Machine => buffers(size, { kind: 'tso', room: 16 }),
  pso: (size: Size): Machine => buffers(size, { kind: 'pso', room: 16 }),
  cpp20: (size: Size): Machine => views(size),
} as const

test.each(samples)(
  'every machine equals its axioms on %s',
  (_, arbitrary, count) => {
    const all = programs(arbitrary, count)
    expect(all.size).toBe(count)
    const differ = [...all].flatMap(([text, { cells, threads }]) => {
      const found = [...executions(cells, threads)]
      return (['tso', 'pso', 'cpp20'] as const).flatMap((model) => {
        const law = difference(machines[model], model, cells, threads, found)
        return law === undefined ? [] : `${law}: ${text}`
      })
    })
    expect(differ).toEqual([])
  },
  1_200_000,
)

test('the machine of C++20 finds a race where the axioms have one', () => {
  const all = [...programs(racyProgram, isLong ? 1_000 : 60)].map(([text, it]) => ({ ...it, text }))
  const racy = all.filter(({ cells, threads }) => hasRace(cells, threads))
  expect(all.filter(({ cells, threads }) => racesOn(views, cells, threads)).map(({ text }) => text)).toEqual(
    racy.map(({ text }) => text),
  )
  expect(racy.length).toBeGreaterThan(all.length / 10)
  expect(racy.length).toBeLessThan((9 * all.length) / 10)
}, 1_200_000)
