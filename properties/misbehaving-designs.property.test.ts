import fc from 'fast-check'
import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { misbehavingDesign, misbehavingKinds, misbehavingSystem } from './arbitraries/misbehaving-design.ts'
import { kept, left, owned, pushed } from './fixtures/door.ts'
import { type Judgement, judge } from './judge.ts'

const RUNS = 1_000
const allowed: readonly Judgement[] = ['refused', 'right', 'open']

describe('designs that keep memory where no table sees it', () => {
  test('are refused or checked rightly, never verified wrongly', { timeout: 120_000 }, () => {
    const refuted = new Map(misbehavingKinds.map((kind) => [kind, 0]))
    fc.assert(
      fc.property(misbehavingDesign, (design) => {
        const { judgement, error, findings } = judge(misbehavingSystem(design))
        const isRefuted = findings.some(({ violations }) => violations.size > 0)
        if (isRefuted) refuted.set(design.kind, (refuted.get(design.kind) ?? 0) + 1)
        if (judgement === 'broken') throw error
        expect(allowed).toContain(judgement)
      }),
      { numRuns: RUNS },
    )
    expect([...refuted].filter(([, count]) => count === 0)).toEqual([])
  })

  test.each<[string, System]>([
    ['a list pushed by a fold', pushed],
    ['an owner in a plain field', owned],
    ['a list kept across rounds', kept],
    ['a variable of the description', left],
  ])('%s is not verified, the first time or the second', (_, design) => {
    expect(allowed).toContain(judge(design).judgement)
    expect(allowed).toContain(judge(design).judgement)
  })
})
