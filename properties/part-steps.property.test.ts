/** Steps of open tables, part by part and whole: both prove the same, of images that are right and of those that are not. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runSearch } from '../src/explorer/search.ts'
import { type Proof, prove } from '../src/explorer/symmetry/proof.ts'
import { compile } from '../src/model/compile/compile.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { type AtomicDesign, atomicDesign, atomicSystem, breaks } from './arbitraries/atomic-design.ts'
import { imageMutants, type Mutation, withImages } from './image-mutants.ts'

const RUNS = isLong ? 400 : 25
const timeoutMs = isLong ? 1_200_000 : 60_000
const images: Readonly<Record<string, Mutation>> = { 'as they are': () => ({}), ...imageMutants }

/** Of all that a search in full discovers; `undefined` where that is too much. */
function proofOf(design: AtomicDesign, mutate: Mutation, comparesParts: boolean): Proof | undefined {
  const { program } = compile(atomicSystem(design).build(), { closes: false })
  const { limit } = runSearch(program, { stopAtFirst: false, wantsCounterexample: false, limitStates: 400 })
  if (program.symmetry === undefined || limit !== undefined) return undefined
  const mutant = withImages(program, mutate)
  return finished(prove(mutant, mutant.symmetry, { budget: Number.POSITIVE_INFINITY, comparesParts }))
}

describe('steps of open tables are compared part by part as they are whole', () => {
  test.each(breaks)('in designs in which this breaks the symmetry: %s', { timeout: timeoutMs }, (by) => {
    const said = { alike: 0, refused: 0, fewer: 0 }
    fc.assert(
      fc.property(atomicDesign(by), (design) => {
        for (const [name, mutate] of Object.entries(images)) {
          const [parts, whole] = [proofOf(design, mutate, true), proofOf(design, mutate, false)]
          fc.pre(parts !== undefined && whole !== undefined)
          expect({ images: name, alike: parts.swaps }).toEqual({ images: name, alike: whole.swaps })
          said[whole.swaps.length === design.threads - 1 ? 'alike' : 'refused']++
          if (parts.compared < whole.compared) said.fewer++
        }
      }),
      { numRuns: RUNS, maxSkipsPerRun: 20 },
    )
    expect(Math.min(said.alike, said.refused, said.fewer)).toBeGreaterThan(RUNS / 10)
  })
})
