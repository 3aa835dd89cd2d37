import fc from 'fast-check'
import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { isLong } from '../test/setup/long.ts'
import { misbehavingDesign, misbehavingSystem } from './arbitraries/misbehaving-design.ts'
import { misdeedGroups } from './arbitraries/misdeeds.ts'
import { kept, left, owned, pushed } from './fixtures/door.ts'
import { type Judgement, judge } from './judge.ts'

const RUNS = isLong ? 1_000 : 400
const allowed: readonly Judgement[] = ['refused', 'right', 'open']

describe('designs that keep memory where no table sees it', () => {
  test('are refused or checked rightly, never verified wrongly', { timeout: isLong ? 600_000 : 120_000 }, () => {
    const refuted = new Map(Object.keys(misdeedGroups).map((group) => [group, 0]))
    fc.assert(
      fc.property(misbehavingDesign, (design) => {
        const { judgement, error, findings } = judge(misbehavingSystem(design))
        const group = Object.keys(misdeedGroups).find((name) => design.kind in misdeedGroups[name]!)!
        if (findings.some(({ violations }) => violations.size > 0)) refuted.set(group, refuted.get(group)! + 1)
        if (judgement === 'broken') throw error
        expect(allowed).toContain(judgement)
      }),
      { numRuns: RUNS },
    )
    for (const [group, count] of refuted) expect(count, group).toBeGreaterThan(0.02 * RUNS)
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
