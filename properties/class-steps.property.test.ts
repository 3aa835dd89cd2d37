import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SearchResult } from '../src/explorer/findings/search-result.ts'
import { symmetricSearch } from '../src/explorer/reduced/symmetric-search.ts'
import { runSearch } from '../src/explorer/search.ts'
import type { ClassRules } from '../src/explorer/symmetry/class-rules.ts'
import { type Proof, prove } from '../src/explorer/symmetry/proof.ts'
import { compile } from '../src/model/compile/compile.ts'
import type { Program } from '../src/model/ir.ts'
import { finished } from '../src/tasks/task.ts'
import { isLong } from '../test/setup/long.ts'
import { type AtomicDesign, atomicDesign, atomicSystem, breaks } from './arbitraries/atomic-design.ts'
import { imageMutants, withImages } from './image-mutants.ts'

const RUNS = isLong ? 700 : 70
/** Within which a mutant must be missed. */
const DESIGNS = 3_000
const timeoutMs = isLong ? 600_000 : 120_000

/** Images as they are, and mutants of them. */
const images = { 'as they are': () => ({}), ...imageMutants }

/** `runs`: of recipes while tables are closed; the rest is left to searches. */
function programOf(design: AtomicDesign, runs = 4_000): Program {
  return compile(atomicSystem(design).build(), { minimise: design.seed % 2 === 0, budget: { runs } }).program
}

const hasLongSteps = ({ ir }: Program): boolean => ir.threads.some(({ stored }) => stored.includes(false))

function proofOf(program: Program, classes?: Partial<ClassRules> | 'none'): Proof {
  return finished(prove(program, program.symmetry!, { budget: Number.POSITIVE_INFINITY, classes }))
}

/** What a verdict is made of. */
function seen({ deadlocks, failures, properties }: SearchResult): string {
  return [deadlocks > 0, failures > 0, ...properties.map(({ states }) => states > 0)].join()
}

describe('steps are compared by classes of values as they are value by value', () => {
  test.each(breaks)('in designs in which this breaks the symmetry: %s', { timeout: timeoutMs }, (by) => {
    const said = { alike: 0, refused: 0 }
    fc.assert(
      fc.property(atomicDesign(by), (design) => {
        const program = programOf(design)
        fc.pre(program.symmetry?.isOpen === false && hasLongSteps(program))
        for (const [name, mutate] of Object.entries(images)) {
          const mutant = withImages(program, mutate)
          const [single, classes] = [proofOf(mutant, 'none'), proofOf(mutant)]
          expect({ images: name, alike: classes.swaps }).toEqual({ images: name, alike: single.swaps })
          said[single.swaps.length === mutant.symmetry.swaps.length ? 'alike' : 'refused']++
        }
      }),
      { numRuns: RUNS },
    )
    expect(Math.min(said.alike, said.refused)).toBeGreaterThan(RUNS / 10)
  })

  test.each(breaks)('and searches say what the full search says: %s', { timeout: timeoutMs }, (by) => {
    const reduced = { closed: 0, discovered: 0 }
    fc.assert(
      fc.property(atomicDesign(by), (design) => {
        const program = programOf(design)
        fc.pre(program.symmetry?.isOpen === false)
        const options = { stopAtFirst: false, wantsCounterexample: false, limitStates: 3_000 }
        const full = runSearch(program, options)
        fc.pre(full.limit === undefined)
        for (const [tables, made] of Object.entries({ closed: program, discovered: programOf(design, 0) })) {
          const { result, report } = finished(symmetricSearch(made, options))
          expect({ tables, seen: seen(result) }).toEqual({ tables, seen: seen(full) })
          if (report.status === 'proved' && result.states < full.states) reduced[tables as keyof typeof reduced]++
        }
      }),
      { numRuns: RUNS },
    )
    expect(Math.min(reduced.closed, reduced.discovered)).toBeGreaterThan(RUNS / 5)
  })
})

describe('each part of the argument is missed when it is gone', () => {
  /** Whether what is proved without some rules is, in as many designs, always as it should be. */
  function isMissed(rules: Partial<ClassRules>, isAsItShould: (single: Proof, classes: Proof) => boolean): boolean {
    const law = fc.property(fc.constantFrom(...breaks).chain(atomicDesign), (design) => {
      const program = programOf(design)
      fc.pre(program.symmetry?.isOpen === false)
      return Object.values(images).every((mutate) => {
        const mutant = withImages(program, mutate)
        return isAsItShould(proofOf(mutant, 'none'), proofOf(mutant, rules))
      })
    })
    return fc.check(law, { numRuns: DESIGNS, endOnFailure: true }).failed
  }

  const unsound: readonly Partial<ClassRules>[] = [
    { keptApart: false },
    { divided: false },
    { knownOnlyHere: false },
    { knownOnlyThere: false },
  ]

  test.each(unsound)('or threads are taken for alike that are not: %j', { timeout: timeoutMs }, (rules) => {
    expect(isMissed(rules, (single, { swaps }) => swaps.every((swap) => single.swaps.includes(swap)))).toBe(true)
  })

  test('or threads that are alike are refused: {"lone":false}', { timeout: timeoutMs }, () => {
    expect(isMissed({ lone: false }, (single, { swaps }) => single.swaps.every((swap) => swaps.includes(swap)))).toBe(
      true,
    )
  })
})
