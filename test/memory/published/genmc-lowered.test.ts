import { check } from 'lockproof'
import { expect, test } from 'vitest'
import { outcomesOf } from '../../../properties/naive-memory.ts'
import { everySo, isLong } from '../../setup/long.ts'
import { programOf } from '../notation.ts'
import { straightDesign } from '../straight-design.ts'
import { genmc } from './genmc.ts'

const models = isLong ? (['sc', 'tso', 'pso', 'cpp20'] as const) : (['sc', 'cpp20'] as const)

/** Those that read, and whose outcomes are a short list. */
const few = genmc
  .filter(([, sc, , text]) => sc <= 36 && text?.includes('?'))
  .map(([name, , , text = '']) => ({ name, program: programOf(text) }))

test('most of the published tests have few outcomes', () => {
  expect(few.length).toBeGreaterThan(60)
})

/** In one check: each outcome of the axioms is reached, and no other one is. */
test.each(everySo(8, few))('a design over memory has the outcomes that axioms have: $name', ({ name, program }) => {
  for (const memory of models) {
    const all = outcomesOf(memory, program.cells, program.threads)
    const outcomes = new Set([...all].map((outcome) => outcome.split(' / ')[0]!))
    const design = straightDesign(name, program, ({ never, reachable }, seen) => {
      for (const outcome of outcomes) reachable(outcome, seen, (...reads) => reads.join(' ') === outcome)
      never('another outcome', seen, (...reads) => !reads.includes('unread') && !outcomes.has(reads.join(' ')))
    })
    expect([memory, check(design, { memory, reduction: 'none' }).verdict]).toEqual([memory, 'verified'])
  }
})
