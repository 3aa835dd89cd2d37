import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DefinitionLimits, StubbornDefinition } from '../src/explorer/audit/stubborn-definition.ts'
import type { Program } from '../src/model/ir.ts'
import { type IrSpec, irSpec, longStepIrSpec, programOf, richIrSpec } from './arbitraries/random-ir.ts'
import { type NaiveState, naiveCheck, naiveSuccessors } from './naive-checker.ts'
import { isStubborn } from './naive-stubborn-set.ts'

const anySpec = fc.oneof(irSpec, richIrSpec, longStepIrSpec)

/** Which state of those that can be reached, and which threads. */
const questions = fc.array(fc.record({ state: fc.nat(), members: fc.nat() }), { minLength: 1, maxLength: 30 })

/** An enabled member, if there is one. */
function keyOf({ ir }: Program, state: NaiveState, members: number): number {
  const stepping = naiveSuccessors(ir, state).map(({ thread }) => thread)
  return stepping.find((thread) => (members & (1 << thread)) !== 0) ?? 31 - Math.clz32(members)
}

/** What the two say of the same sets, one after the other. */
function answers(
  spec: IrSpec,
  asked: readonly { state: number; members: number }[],
  limits?: DefinitionLimits,
): { readonly naive: boolean; readonly found: string }[] {
  const program = programOf(spec)
  const states = naiveCheck(program).states.map((text) => JSON.parse(text) as NaiveState)
  const definition = new StubbornDefinition(program, limits)
  return asked.map((it) => {
    const state = states[it.state % states.length]!
    const members = 1 + (it.members % (2 ** program.ir.threads.length - 1))
    const found = definition.look(state, { members, key: keyOf(program, state, members) }, -1)
    return { naive: isStubborn(program, state, members), found: typeof found === 'object' ? 'wrong' : found }
  })
}

describe('the definition of stubborn sets, looked at once for each state and members', () => {
  test('says of any threads in any state what the plain one says', () => {
    let good = 0
    fc.assert(
      fc.property(anySpec, questions, (spec, asked) => {
        for (const { naive, found } of answers(spec, asked)) {
          expect(found).toBe(naive ? 'good' : 'wrong')
          if (naive) good++
        }
      }),
      { numRuns: 400 },
    )
    expect(good).toBeGreaterThan(1_000)
  })

  test('calls nothing good of which it has seen a part, and nothing wrong of which it has seen nothing', () => {
    const seen = { good: 0, cut: 0, wrong: 0 }
    fc.assert(
      fc.property(anySpec, questions, fc.nat(20), fc.nat(3), (spec, asked, pairs, looks) => {
        let left = looks
        for (const { naive, found } of answers(spec, asked, { pairs, isLate: () => left-- <= 0 })) {
          if (found === 'good') expect(naive).toBe(true)
          if (found === 'wrong') expect(naive).toBe(false)
          seen[found as keyof typeof seen]++
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(seen.good, seen.cut, seen.wrong)).toBeGreaterThan(100)
  })
})
