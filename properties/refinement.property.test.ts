/** Refinement against whole sets in plain JavaScript: verdict, kind and length of the shortest run. */
import fc from 'fast-check'
import { check } from 'lockproof'
import { conforms, LawBroken, program } from 'lockproof/fast-check'
import { type Keeps, refinement } from 'lockproof/refine'
import { expect, test } from 'vitest'
import { isLong } from '../test/setup/long.ts'
import { blockingRefinement, lockOf, type RandomRefinement, randomRefinement } from './arbitraries/refinement-design.ts'
import { naivelyStrong, naiveRefinement } from './naive-refinement.ts'

const DESIGNS = isLong ? 1_000 : 24
/** Of which all programs of two calls are looked at. */
const PROGRAMS = isLong ? 400 : 20
/** Those that refine. */
const STRONG = isLong ? 300 : 8
const LIMIT_MS = isLong ? 7_200_000 : 60_000
/** Of each of two threads; −1: for ever. */
const CALLS = isLong ? [-1, 2] : [1]

type Found = { readonly answers?: number | undefined; readonly waiting?: number | undefined }

function found({ implementation, specification }: RandomRefinement, calls: number, keeps: Keeps): Found {
  const options = { threads: 2, keeps, ...(calls < 0 ? {} : { calls }) }
  const its = { implementation: lockOf('design', implementation), specification: lockOf('right', specification) }
  const { violation, verdict } = check(refinement('random', { ...its, ...options }))
  if (verdict === 'verified') return {}
  const steps = violation?.trace?.steps.length
  return violation?.kind === 'answers' ? { answers: steps } : { waiting: steps }
}

const LEVELS: readonly Keeps[] = ['waiting', 'order at rest']

test.each(LEVELS)('of %s: what whole sets say, with the shortest run', { timeout: LIMIT_MS }, (keeps) => {
  const seen = { refines: 0, answers: 0, waiting: 0, isLate: 0, spins: 0, several: 0 }
  fc.assert(
    fc.property(randomRefinement, fc.constantFrom(...CALLS), (design, calls) => {
      const { implementation, specification } = design
      const looksAtRest = keeps === 'order at rest'
      const { answers, waiting, most } = naiveRefinement(implementation, specification, 2, calls, looksAtRest)
      const isAnswer = (answers ?? Number.POSITIVE_INFINITY) <= (waiting ?? Number.POSITIVE_INFINITY)
      const expected: Found = answers === undefined && waiting === undefined ? {} : isAnswer ? { answers } : { waiting }
      expect(found(design, calls, keeps)).toEqual(expected)
      seen[expected.answers !== undefined ? 'answers' : expected.waiting !== undefined ? 'waiting' : 'refines']++
      if (design.isLate) seen.isLate++
      if (design.spins) seen.spins++
      if (most > 1) seen.several++
    }),
    { numRuns: DESIGNS },
  )
  expect(Math.min(seen.isLate, seen.spins, seen.several)).toBeGreaterThan(DESIGNS / 3)
  expect(Math.min(seen.refines, seen.answers, seen.waiting)).toBeGreaterThan(DESIGNS / 20)
})

type Program = readonly (readonly ('f' | 'g')[])[]

const ofOne = [['f'], ['g'], ['f', 'f'], ['f', 'g'], ['g', 'f'], ['g', 'g']] as const
/** Of two threads and up to two calls of each; which thread is which is nobody's affair. */
const programs: readonly Program[] = ofOne.flatMap((one, i) => ofOne.slice(i).map((other) => [one, other]))

/** By its histories, one program at a time: nothing of it is shared with refinement but the language. */
function conformsIn({ implementation, specification }: RandomRefinement, calls: Program): boolean {
  try {
    return conforms(lockOf('design', implementation), lockOf('right', specification), program(calls))
  } catch (error) {
    if (error instanceof LawBroken) return false
    throw error
  }
}

test('refines where every program of two calls conforms, and nowhere else', { timeout: LIMIT_MS }, () => {
  const seen = { refines: 0, answers: 0, waiting: 0 }
  fc.assert(
    fc.property(blockingRefinement, (design) => {
      const { answers, waiting } = found(design, 2, 'waiting')
      const refines = answers === undefined && waiting === undefined
      expect(refines).toBe(programs.every((calls) => conformsIn(design, calls)))
      seen[refines ? 'refines' : answers === undefined ? 'waiting' : 'answers']++
    }),
    { numRuns: PROGRAMS },
  )
  expect(Math.min(seen.refines, seen.answers, seen.waiting)).toBeGreaterThan(PROGRAMS / 20)
})

test('is strong where pairs of states say so', { timeout: LIMIT_MS }, () => {
  const seen = { strong: 0, not: 0 }
  fc.assert(
    fc.property(randomRefinement, (design) => {
      const [implementation, specification] = [
        lockOf('design', design.implementation),
        lockOf('right', design.specification),
      ]
      const options = { threads: 2, calls: 2, keeps: 'answers', strongly: true } as const
      const { verdict, answers } = check(refinement('random', { implementation, specification, ...options }))
      fc.pre(verdict === 'verified')
      const isStrong = naivelyStrong(design.implementation, design.specification, 2, 2)
      expect(answers.map((one) => one.isStrong)).toEqual([isStrong])
      seen[isStrong ? 'strong' : 'not']++
    }),
    { numRuns: STRONG, maxSkipsPerRun: 20 },
  )
  expect(seen.strong).toBeGreaterThan(0)
  if (isLong) expect(seen.not).toBeGreaterThan(0) // one in sixty
})
