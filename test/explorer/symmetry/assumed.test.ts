import { describe, expect, test } from 'vitest'
import { type SymmetricDesign, symmetricSystem } from '../../../properties/arbitraries/symmetric-design.ts'
import { symmetricSearch } from '../../../src/explorer/reduced/symmetric-search.ts'
import { runSearch } from '../../../src/explorer/search.ts'
import { type CompileOptions, compile } from '../../../src/model/compile/compile.ts'
import { finished } from '../../../src/tasks/task.ts'

/** Threads that look alike and compare their ids, and come to a state that a symmetry would not let them come to. */
const comparing: SymmetricDesign = {
  seed: 711678732,
  threads: 2,
  hasStranger: true,
  places: 4,
  hasBlocking: true,
  hasFailing: true,
  hasPicks: false,
  hasCycles: false,
  hasBits: false,
  hasRegisters: true,
  hasSet: false,
  hasQueue: false,
  comparesIds: true,
}

const program = (options: CompileOptions) => compile(symmetricSystem(comparing).build(), options).program

describe('a symmetry that is assumed, since its proof is over its budget, and is none', () => {
  test.each<[string, CompileOptions]>([
    ['open', { closes: false }],
    ['open in part', { budget: { runs: 20 } }],
  ])('a run of states that are none of the design is no violation: %s', (_, options) => {
    const full = runSearch(program(options))
    const { result, report } = finished(symmetricSearch(program(options), { proof: { budget: 40 } }))
    expect(result).toMatchObject({ status: 'violated', violation: full.violation })
    expect(report.status).toBe('none')
    expect(report.differences).toEqual([expect.stringContaining('a run that is none of the design')])
  })
})
