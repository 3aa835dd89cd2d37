import { describe, expect, test } from 'vitest'
import { type AtomicDesign, atomicSystem } from '../../../properties/arbitraries/atomic-design.ts'
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
    expect(report.differences).toEqual([expect.stringContaining('what the design cannot do')])
  })

  test('nor is a state that closed tables do not know a bug', () => {
    const unforeseen: AtomicDesign = { seed: 992703115, threads: 4, places: 3, length: 2, breaks: 'const' }
    const made = () => compile(atomicSystem(unforeseen).build()).program
    const { result, report } = finished(symmetricSearch(made(), { proof: { budget: 40 } }))
    expect({ status: result.status, symmetry: report.status }).toEqual({
      status: runSearch(made()).status,
      symmetry: 'none',
    })
  })
})
