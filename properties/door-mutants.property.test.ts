import fc from 'fast-check'
import { object, type System, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { type Protection, protections, withoutProtections } from '../src/model/values/protections.ts'
import { misdeeds } from '../test/door/misdeeds.ts'
import { type MisbehavingDesign, misbehavingOf, misbehavingSystem } from './arbitraries/misbehaving-design.ts'
import { judge } from './judge.ts'

type Kind = MisbehavingDesign['kind']

/**
 * Protections overlap: with the others in place few misdeeds come through where one is missing. So each is looked at alone, or with those that it
 * works through, on what it is there for.
 */
const mutants: readonly {
  readonly missing: Protection
  /** What stays in place. */
  readonly beside?: readonly Protection[]
  readonly kinds: readonly Kind[]
}[] = [
  { missing: 'texts are inspected', kinds: ['resultKept', 'ghostRemembers', 'predicateCounts', 'testClaims'] },
  { missing: 'clocks and chance are out of reach', kinds: ['random', 'performanceNow', 'hrtime', 'randomUuid'] },
  { missing: 'what is handed on is frozen', kinds: ['answerPushed', 'optionPushed', 'resultPushed'] },
  { missing: 'hidden parts are refused', kinds: ['taggedState', 'taggedAnswer'] },
  { missing: 'bodies are run twice', kinds: ['updateCounts', 'whenCounts', 'loopStatePushed'] },
  { missing: 'recipes are run twice', kinds: ['argumentPopped'] },
  {
    missing: 'properties are asked twice',
    beside: ['the second run is on copies', 'arguments are copies'],
    kinds: ['partsCompared'],
  },
  {
    missing: 'the second run is on copies',
    beside: ['properties are asked twice', 'arguments are copies'],
    kinds: ['partsCompared'],
  },
  { missing: 'mistakes are no verdict', beside: ['what is handed on is frozen'], kinds: ['resultAssigned'] },
  { missing: 'walks go on natively', kinds: ['memberAssigned', 'helperAssigns', 'describedByCount', 'partsCompared'] },
]

const wrong = ['wrongly verified', 'wrongly violated', 'broken']

/** How many of the designs are looked at until one is judged wrongly; `undefined` where none is. */
function firstWrong(systems: readonly System[], without: readonly Protection[]): number | undefined {
  const at = systems.findIndex((system) =>
    wrong.includes(withoutProtections(without, () => judge(system, { schedules: 120 })).judgement),
  )
  return at === -1 ? undefined : at + 1
}

describe('the door without one of its protections', () => {
  test.each(mutants)('$missing', { timeout: 60_000 }, ({ missing, beside = [], kinds }) => {
    const others = protections.filter((it) => it !== missing && !beside.includes(it))
    const systems = fc.sample(misbehavingOf(...kinds), 200).map(misbehavingSystem)
    expect(firstWrong(systems, [missing, ...others])).toBeLessThanOrEqual(200)
    expect(firstWrong(systems.slice(0, 60), others)).toBeUndefined()
  })

  test('descriptions are run twice', () => {
    const { system } = misdeeds.find(({ name }) => name === 'a description that counts') as { readonly system: System }
    const others = protections.filter((it) => it !== 'descriptions are run twice')
    expect(withoutProtections(others, () => judge(system).judgement)).toBe('refused')
    expect(withoutProtections(protections, () => judge(system).judgement)).not.toBe('refused')
  })

  test('arguments are copies: a body may go on changing its own list', () => {
    const ownList = system('own list', ({ shared, thread }) => {
      const { m } = shared({
        m: object<{ list: readonly number[] }>({ list: [] })({
          put(d, list: readonly number[]) {
            d.list = [...list]
          },
        }),
      })
      thread('A', function* () {
        const list = [1]
        yield* m.put(list)
        list.push(2)
        yield* m.put(list)
      })
    })
    expect(judge(ownList).judgement).toBe('right')
    expect(withoutProtections(['arguments are copies'], () => judge(ownList).judgement)).toBe('refused')
  })

  test('each is there', () => {
    const alone = ['descriptions are run twice', 'arguments are copies']
    expect(new Set([...mutants.map(({ missing }) => missing), ...alone])).toEqual(new Set(protections))
  })
})
