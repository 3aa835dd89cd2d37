import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Machine, Size } from '../src/model/memory/machine.ts'
import { views } from '../src/model/memory/views/views.ts'
import { programOf, textOf } from '../test/memory/notation.ts'
import { isLong } from '../test/setup/long.ts'
import { deepProgram, loopProgram, racyProgram } from './arbitraries/memory-program.ts'
import { seenOf } from './melting-laws.ts'
import { missing, racesOn } from './memory-laws.ts'
import { melted, meltingMutants } from './memory-mutants.ts'

const exact = (size: Size): Machine => views(size)

test('where messages melt, nothing is missing of what memory does', () => {
  const lost = fc.sample(deepProgram, isLong ? 500 : 25).flatMap((program) =>
    [2, 3].flatMap((messages) => {
      const outcome = missing(melted(messages), exact, program)
      return outcome === undefined ? [] : `${messages} messages: ${textOf(program.threads)} misses ${outcome}`
    }),
  )
  expect(lost).toEqual([])
}, 1_200_000)

test('where messages melt, no race is missing', () => {
  const all = fc.sample(racyProgram, isLong ? 1_000 : 60)
  const racy = all.filter(({ cells, threads }) => racesOn(exact, cells, threads))
  const lost = racy.filter(({ cells, threads }) => !racesOn(melted(2), cells, threads))
  expect(lost.map(({ threads }) => textOf(threads))).toEqual([])
  expect(racy.length).toBeGreaterThan(all.length / 10)
}, 600_000)

test('of a thread that goes round for ever, states end, and nothing is missing of what is done in two rounds', () => {
  const lost = fc.sample(loopProgram, isLong ? 400 : 30).flatMap((program) => {
    const found = seenOf(melted(2), program)
    const outcome = [...seenOf(exact, program, 2)].find((it) => !found.has(it))
    return outcome === undefined ? [] : `${textOf(program.threads)} misses ${outcome}`
  })
  expect(lost).toEqual([])
}, 1_200_000)

/** What random programs hardly tell apart: who comes late, by a flag that orders nothing, to what was written first. What it then misses. */
const examples: Readonly<Record<string, readonly [program: string, missed: RegExp]>> = {
  'old messages are gone': ['x=1 x=2 x=3 z=5 | z? x?', /^5 [012] /],
  'molten messages are not read': ['x=1 x=2 x=3 z=5 | z? x?', /^5 [012] /],
  'no store goes among molten messages': ['x=1 x=2 x:=3 z=5 | z? x=4 y=6.rel | y?.acq x? x?', /^2 5 /],
  'no update follows a molten message': ['x=1 x=2 x=3 z=5 | z? x:=4', /^5 [012] /],
  'whoever reads a molten message comes after all that are': ['y=1.sc x=1.sc x=2.sc z=3 | z? x?.sc y?.sc', /^3 0 0 /],
  'of two molten messages that stays which tells more': ['x=1 y=1 x=1.rel x=2 z=3 | z? x?.acq y?', /^3 1 0 /],
}

test.each(Object.entries(meltingMutants))('an example tells melting where %s', (name, mutant) => {
  const [text, missed] = examples[name]!
  expect(missing(mutant, exact, programOf(text))).toMatch(missed)
  expect(missing(melted(2), exact, programOf(text))).toBeUndefined()
})
