import { check, type System } from 'lockproof'
import { expect, test } from 'vitest'
import { overMemory } from '../../src/check/memory.ts'
import { isLong } from '../setup/long.ts'
import { litmus } from './litmus.ts'
import { programOf } from './notation.ts'
import { straightDesign } from './straight-design.ts'

/** A litmus test as a design: ghosts note what is read, and the outcome must never be. Those that say nothing of last values. */
const ofReads = litmus.filter(([, , outcome]) => /\/[ -]*$/.test(outcome) && !outcome.startsWith('/'))

function designOf(name: string, text: string, outcome: string): System {
  const wanted = outcome.split('/')[0]!.trim().split(' ')
  return straightDesign(name, programOf(text), (tools, seen) =>
    tools.never('the outcome', seen, (...reads) =>
      wanted.every((value, i) => (value === '-' ? reads[i] !== 'unread' : reads[i] === Number(value))),
    ),
  )
}

const models = isLong ? (['sc', 'tso', 'pso', 'cpp20'] as const) : (['cpp20'] as const)

test('most litmus tests are of reads', () => {
  expect(ofReads.length).toBeGreaterThan(30)
})

test.each(ofReads.filter((_, i) => isLong || i % 4 === 0))(
  'as a design: %s: %s sees %s: %s',
  (name, text, outcome, allowed) => {
    for (const memory of models) {
      const { verdict } = check(designOf(name, text, outcome), { memory, reduction: 'none' })
      const letter = allowed[['sc', 'tso', 'pso', 'cpp20'].indexOf(memory)]
      expect([memory, verdict]).toEqual([memory, letter === 'A' ? 'violated' : 'verified'])
    }
  },
)

/** By ghosts: what a step records goes with whichever message it meets. */
test.each(ofReads.filter(([, , , allowed], i) => allowed[3] === 'A' && (isLong || i % 3 === 0)))(
  'where messages melt, what memory does is done: %s: %s sees %s',
  (name, text, outcome) => {
    const room = { places: 2, beyond: 'molten' } as const
    const { system: melted } = overMemory(designOf(name, text, outcome), 'cpp20', room)
    expect(check(melted)).toMatchObject({ verdict: 'violated', violation: { property: 'the outcome' } })
  },
)
