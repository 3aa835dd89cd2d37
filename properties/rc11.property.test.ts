import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from '../test/memory/notation.ts'
import { isLong } from '../test/setup/long.ts'
import { type MemoryProgram, shapeProgram, uniformProgram } from './arbitraries/memory-program.ts'
import { type Execution, executions, isAllowed, type Op } from './naive-memory.ts'
import { isRc11 } from './naive-rc11.ts'

const isOfPaper = (it: Execution): boolean => isRc11(it, { sameCell: false })

const weaker: Readonly<Record<string, readonly Op['order'][]>> = {
  load: ['relaxed', 'acquire'],
  store: ['relaxed', 'release'],
  update: ['relaxed', 'acquire', 'release', 'acq_rel'],
}

/** Of each cell all accesses are `seq_cst`, or none is. */
const unmixed: fc.Arbitrary<MemoryProgram> = fc
  .tuple(fc.oneof(shapeProgram, uniformProgram), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([{ cells, threads }, strong]) => {
    const orderOf = ({ kind, cell, order }: Op, place: number): Op['order'] => {
      const weak = weaker[kind]
      if (weak === undefined) return order
      if (strong[cell]) return 'seq_cst'
      return order === 'seq_cst' ? weak[place % weak.length]! : order
    }
    return { cells, threads: threads.map((ops) => ops.map((op, place) => ({ ...op, order: orderOf(op, place) }))) }
  })

/** Of so many programs, those with an execution that the first allows and the second does not. */
function beyond(
  programs: fc.Arbitrary<MemoryProgram>,
  first: (it: Execution) => boolean,
  second: (it: Execution) => boolean,
): string[] {
  const all = fc.sample(programs, isLong ? 3_000 : 150)
  const more = all.filter(({ cells, threads }) =>
    [...executions(cells, threads)].some((it) => first(it) && !second(it)),
  )
  return more.map(({ threads }) => textOf(threads))
}

test('where no cell has seq_cst accesses and weaker ones, C++20 is RC11', () => {
  expect(beyond(unmixed, isOfPaper, isAllowed.cpp20)).toEqual([])
  expect(beyond(unmixed, isAllowed.cpp20, isOfPaper)).toEqual([])
}, 600_000)

test('C++20 allows nothing that RC11 does not, and RC11 all that x86 does', () => {
  expect(beyond(shapeProgram, isAllowed.cpp20, isOfPaper)).toEqual([])
  expect(beyond(shapeProgram, isAllowed.tso, isOfPaper)).toEqual([])
}, 600_000)
