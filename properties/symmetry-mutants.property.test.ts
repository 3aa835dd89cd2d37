import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { type SymmetricResult, symmetricSearch } from '../src/explorer/reduced/symmetric-search.ts'
import { runSearch } from '../src/explorer/search.ts'
import { SymmetryReduction } from '../src/explorer/symmetry/reduction.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { symmetricDesign, symmetricSystem } from './arbitraries/symmetric-design.ts'
import { imageMutants, type Mutation, withImages } from './image-mutants.ts'

const limitStates = 600
const timeoutMs = 120_000
const systems = 400

/** What a verdict is made of. */
function seen({ deadlocks, failures, properties }: SearchResult): string {
  return [deadlocks > 0, failures > 0, ...properties.map(({ states }) => states > 0)].join()
}

const options = { stopAtFirst: false, wantsCounterexample: false } as const

/** The search that believes the images. */
function trusting(program: Program): SearchResult | undefined {
  try {
    const symmetry = new SymmetryReduction(program, [...(program.symmetry?.swaps.keys() ?? [])])
    return runSearch(program, { ...options, symmetry })
  } catch {
    return undefined // it noticed by itself
  }
}

function* smallPrograms(comparesIds: boolean): Generator<Program> {
  for (const design of fc.sample(symmetricDesign(comparesIds), { numRuns: systems, seed: 20_250_101 })) {
    const { program } = compile(symmetricSystem(design).build(), { minimise: false, budget: { runs: 1_200 } })
    if (program.symmetry?.isOpen !== false) continue
    if (runSearch(program, { ...options, limitStates }).limit === undefined) yield program
  }
}

function proved(program: Program): SymmetricResult {
  return finished(symmetricSearch(program, options))
}

/** How many systems it takes until believing gives a wrong verdict or a wrong number of states; the proof must refuse there. */
function systemsUntilWrong(comparesIds: boolean, mutate: Mutation): number {
  let count = 0
  for (const program of smallPrograms(comparesIds)) {
    count++
    const mutant = withImages(program, mutate)
    const wrong = trusting(mutant)
    const full = runSearch(program, options)
    const proving = proved(mutant)
    expect(seen(proving.result)).toBe(seen(full))
    const orbits = comparesIds ? wrong?.states : proved(program).result.states
    if (wrong === undefined || (seen(wrong) === seen(full) && wrong.states === orbits)) continue
    expect(proving.report.differences.length).toBeGreaterThan(0)
    return count
  }
  return Number.POSITIVE_INFINITY
}

describe('a symmetry that is none gives wrong verdicts if it is believed, and is refused if it is to be proved', () => {
  test.each(Object.entries(imageMutants))('%s', { timeout: timeoutMs }, (_, mutate) => {
    expect(systemsUntilWrong(false, mutate)).toBeLessThan(systems)
  })

  test('designs compare ids by order', { timeout: timeoutMs }, () => {
    expect(systemsUntilWrong(true, () => ({}))).toBeLessThan(systems)
  })
})
