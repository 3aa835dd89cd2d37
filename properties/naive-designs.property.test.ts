import fc from 'fast-check'
import type { System } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { flagLock } from '../examples/flag.ts'
import { type Compiled, compile } from '../src/model/compile/compile.ts'
import { Pending } from '../src/model/ir.ts'
import { withoutSites } from '../src/model/protocol/site.ts'
import { show } from '../src/model/values/encode.ts'
import { isLong } from '../test/setup/long.ts'
import { innocentDesign, innocentSystem } from './arbitraries/innocent-design.ts'
import { kept, left, owned, pushed } from './fixtures/door.ts'
import { disagreements, type Judgement, judge } from './judge.ts'
import { type NaiveState, naiveCheck } from './naive-checker.ts'
import { type NaiveFindings, naiveDesign } from './naive-designs.ts'

const RUNS = isLong ? 2_000 : 300

/** Values and region sets of a state of the tables, as the oracle writes them. A thread that has failed is in no region. */
function stateText({ design, program, value }: Compiled, { values, locals }: NaiveState): string {
  const { threads } = program.ir
  const inside = design.regions.map((_, region) =>
    design.threads
      .filter((_, t) => ((threads[t]!.regions[locals[t]!]! >> region) & 1) === 1)
      .filter((_, t) => threads[t]!.pending[locals[t]!] !== Pending.failed)
      .map(({ id }) => id),
  )
  return show([...values.map((it, object) => value(object, it)), ...inside])
}

describe('the oracle of designs', () => {
  test('finds nothing in a lock that holds, and sees all of its states', () => {
    const { violations, witnesses, depth, states } = naiveDesign(flagLock({ N: 2 }), 300)
    expect({ violations: [...violations], witnesses: [...witnesses] }).toEqual({
      violations: [],
      witnesses: [['all compete', 2]],
    })
    expect(depth).toBeGreaterThan(7)
    expect(states.size).toBe(11)
  })

  test.each<[string, System, string, number]>([
    ['a list pushed by a fold', pushed, 'two ones are seen', 5],
    ['an owner in a plain field', owned, 'no failing operation', 5],
    ['a list kept across rounds', kept, 'three are seen', 4],
    ['a variable of the description', left, 'a zero is seen', 3],
  ])('reaches what goes wrong with %s', (_, design, violated, steps) => {
    expect([...naiveDesign(design, 300).violations]).toEqual([[violated, steps]])
  })
})

/** Whether the tables have the states that the oracle sees, where it saw all of them. */
function expectSame(system: System, { states }: NaiveFindings): void {
  const compiled = compile(system.build())
  const texts = naiveCheck(compiled.program).states.map((state) => stateText(compiled, JSON.parse(state)))
  expect([...new Set(texts)].sort()).toEqual([...states].sort())
}

describe('innocent designs', () => {
  test('are accepted; a check says, and its tables have, what the oracle sees', { timeout: 240_000 }, () => {
    const counts = { refused: 0, right: 0, open: 0, verified: 0, violated: 0, whole: 0 }
    fc.assert(
      fc.property(innocentDesign, (design) => {
        const system = innocentSystem(design)
        const { judgement, verdict, error, findings } = judge(system, { isInnocent: true })
        if (judgement === 'broken') throw error
        expect(['refused', 'right', 'open'] satisfies Judgement[]).toContain(judgement)
        counts[judgement as 'refused' | 'right' | 'open']++ // expected above
        const [seen] = findings as [NaiveFindings] // once, before the check
        if (verdict !== undefined && seen.depth === Number.POSITIVE_INFINITY) {
          counts.whole++
          withoutSites(() => expectSame(system, seen))
        }
        if (verdict === undefined || verdict.verdict === 'incomplete') return
        counts[verdict.verdict]++
        expect(disagreements(verdict, seen)).toEqual([])
      }),
      { numRuns: RUNS },
    )
    expect(counts.refused).toBeLessThan(0.05 * RUNS)
    expect(counts.open).toBeLessThan(0.05 * RUNS)
    expect(counts.whole).toBeGreaterThan(0.6 * RUNS)
    expect(Math.min(counts.verified, counts.violated)).toBeGreaterThan(0.2 * RUNS)
  })
})
