import fc from 'fast-check'
import { expect, test } from 'vitest'
import { programOf } from '../test/memory/notation.ts'
import { shapeProgram } from './arbitraries/memory-program.ts'
import { difference } from './memory-laws.ts'
import { psoMutants, viewMutants } from './memory-mutants.ts'
import { executions, type Model } from './naive-memory.ts'

/** The test of the tests: a machine without one of its parts is told from its axioms by some of so many programs. */
const PROGRAMS = 600

/** What no program of the shapes tells apart: both threads are past a message when the fence of one asks what was before it. */
const dropped = 'x=1 F.sc y? y? | y=2 F.sc x?'

/** Which of them all the programs leave unnoticed. */
function survivors(model: Model, mutants: typeof viewMutants): string[] {
  const left = new Map(Object.entries(mutants))
  for (const { cells, threads } of fc.sample(shapeProgram, PROGRAMS)) {
    const all = [...executions(cells, threads)]
    for (const [name, make] of left) if (difference(make, model, cells, threads, all) !== undefined) left.delete(name)
    if (left.size === 0) break
  }
  return [...left.keys()]
}

test('shapes kill the mutants of the machine', () => {
  const { 'fronts of dropped messages forgotten': _, ...others } = viewMutants
  expect(survivors('cpp20', others)).toEqual([])
  expect(survivors('pso', psoMutants)).toEqual([])
}, 120_000)

test('an example kills the one that forgets what was before a message that is gone', () => {
  const { cells, threads } = programOf(dropped)
  const make = viewMutants['fronts of dropped messages forgotten']!
  expect(difference(make, 'cpp20', cells, threads)).toBe('cpp20 makes up 0 2 0 / 1 2')
})
