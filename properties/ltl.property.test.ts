import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Automaton } from '../src/explorer/ltl/automaton.ts'
import { automatonOf } from '../src/explorer/ltl/automaton-of.ts'
import { circlesOf } from '../src/explorer/ltl/circles.ts'
import { componentsOf } from '../src/explorer/ltl/components.ts'
import { type Rules, soundRules, type Way } from '../src/explorer/ltl/expansion.ts'
import { type Formula, ltl, negation } from '../src/explorer/ltl/parse.ts'
import { reduced } from '../src/explorer/ltl/reduced.ts'
import { tableauOf } from '../src/explorer/ltl/tableau.ts'
import { isNegated, not } from '../src/explorer/ltl/terms.ts'
import { formula, lasso, textOf } from './arbitraries/ltl-formula.ts'
import { accepts, type Lasso, type Naive, satisfies } from './naive-ltl.ts'

type Case = { readonly naive: Naive; readonly words: readonly Lasso[]; readonly spelling: number }

const cases: fc.Arbitrary<Case> = fc.record({
  naive: fc.integer({ min: 0, max: 7 }).chain(formula),
  words: fc.array(lasso, { minLength: 4, maxLength: 4 }),
  spelling: fc.nat(1_000),
})

/** The words about which an automaton of the formula is wrong, or one of its negation. */
function wrong({ naive, words, spelling }: Case, automatonFor: (formula: Formula) => Automaton): readonly Lasso[] {
  let calls = spelling
  const parsed = ltl(textOf(naive, (count) => calls++ % count))
  const [automaton, opposite] = [automatonFor(parsed), automatonFor(negation(parsed))]
  const { propositions } = parsed
  return words.filter((word) => {
    const expected = satisfies(word, naive)
    return accepts(automaton, propositions, word) !== expected || accepts(opposite, propositions, word) === expected
  })
}

describe('the automaton of a formula', () => {
  test('accepts the words that satisfy it, and that of its negation the others', () => {
    fc.assert(
      fc.property(cases, (one) => wrong(one, automatonOf).length === 0),
      { numRuns: 3_000 },
    )
  })

  test('does so before it is made smaller', () => {
    fc.assert(
      fc.property(cases, (one) => wrong(one, tableauOf).length === 0),
      { numRuns: 1_000 },
    )
  })

  test('is the same each time, has no state or set too many, and is not larger than it was', () => {
    const law = fc.property(cases, ({ naive }) => {
      const text = textOf(naive, () => 0)
      const automaton = automatonOf(ltl(text))
      expect(automatonOf(ltl(text))).toEqual(automaton)
      expect(reduced(automaton)).toEqual(automaton)
      expect(automaton.states).toBeLessThanOrEqual(tableauOf(ltl(text)).states)
      expect(circlesOf(automaton).isLive).not.toContain(false)
      expect(automaton.marks).toHaveLength(automaton.states)
      expect(automaton.edges).toHaveLength(automaton.states)
    })
    fc.assert(law, { numRuns: 500 })
  })
})

test('components are of nodes that reach each other, and come after those that they reach', () => {
  const graphs = fc
    .integer({ min: 1, max: 9 })
    .chain((nodes) => fc.array(fc.array(fc.nat(nodes - 1), { maxLength: 3 }), { minLength: nodes, maxLength: nodes }))
  const reaches = (successors: readonly (readonly number[])[], from: number): ReadonlySet<number> => {
    const found = new Set([from])
    for (const node of found) for (const next of successors[node]!) found.add(next)
    return found
  }
  const law = fc.property(graphs, (successors) => {
    const { of, count } = componentsOf(successors)
    const reached = successors.map((_, node) => reaches(successors, node))
    for (const [a, from] of reached.entries())
      for (const b of from) {
        expect(of[a] === of[b]).toBe(reached[b]!.has(a))
        expect(of[b]).toBeLessThanOrEqual(of[a]!)
      }
    expect([...new Set(of)].toSorted()).toEqual(Array.from({ length: count }, (_, i) => i))
  })
  fc.assert(law, { numRuns: 500 })
})

/** The test of the tests: each thing that makes an automaton right is changed, and must be missed within so many formulas. */
const FORMULAS = 2_000

type Kind = 'and' | 'or' | 'until' | 'release' | 'next' | 'other'

function kindOf(...[terms, term]: Parameters<Rules['waysOf']>): Kind {
  const { kind } = terms.entry(term)
  if (kind === 'and') return isNegated(term) ? 'or' : 'and'
  if (kind === 'until') return isNegated(term) ? 'release' : 'until'
  return kind === 'next' ? 'next' : 'other'
}

/** Sound but for one kind of operator. */
function changed(kind: Kind, change: (ways: readonly Way[]) => readonly Way[]): Partial<Rules> {
  return {
    waysOf(terms, term) {
      const ways = soundRules.waysOf(terms, term)
      return kindOf(terms, term) === kind ? change(ways) : ways
    },
  }
}

const now = ({ now }: Way): Way => ({ now })
const rules: readonly (readonly [name: string, rules: Partial<Rules>])[] = [
  ['nothing is put off for ever', { isMet: () => true }],
  ['an until that nobody owes is never met', { isMet: (held, _, goal) => held.has(goal) }],
  ['an until is met only where nobody owes it', { isMet: (held, until) => !held.has(until) }],
  ['a U b without a', changed('until', ([met, later]) => [met!, { ...later, now: [] }])],
  ['a U b that is not put off', changed('until', ([met]) => [met!])],
  ['a U b as a | b', changed('until', (ways) => ways.map(now))],
  ['a U b never met', changed('until', ([, later]) => [later!])],
  ['a R b without b', changed('release', ([met, later]) => [met!, { ...later, now: [] }])],
  ['a R b released before b', changed('release', ([{ now } = { now: [] }, later]) => [{ now: now.slice(1) }, later!])],
  ['a R b never released', changed('release', ([, later]) => [later!])],
  ['a R b as b', changed('release', (ways) => ways.map(now))],
  [
    'a R b released without a',
    changed('release', ([{ now } = { now: [] }, later]) => [{ now: now.slice(0, 1) }, later!]),
  ],
  ['half of a & b', changed('and', ([way]) => [{ now: way!.now.slice(1) }])],
  ['one way of a | b', changed('or', ([way]) => [way!])],
  ['X a as true', changed('next', () => [{ now: [] }])],
  ['X a as a', changed('next', ([way]) => [{ now: [way!.next!] }])],
  ['X a as X !a', changed('next', ([way]) => [{ now: [], next: not(way!.next!) }])],
]

const automata: readonly (readonly [name: string, change: (automaton: Automaton) => Automaton])[] = [
  [
    'without an acceptance set',
    (it) => ({ ...it, sets: Math.max(0, it.sets - 1), marks: it.marks.map((one) => one >> 1) }),
  ],
  [
    'one acceptance set is enough',
    (it) => ({ ...it, marks: it.marks.map((one) => (one === 0 ? 0 : 2 ** it.sets - 1)) }),
  ],
  [
    'the first state has all marks',
    (it) => ({ ...it, marks: it.marks.map((one, i) => (i === 0 ? 2 ** it.sets - 1 : one)) }),
  ],
  ['begins elsewhere', (it) => ({ ...it, initial: it.initial.map(() => it.states - 1) })],
  ['begins everywhere', (it) => ({ ...it, initial: it.edges.map((_, i) => i) })],
  ['begins nowhere', (it) => ({ ...it, initial: [] })],
  [
    'nothing is required',
    (it) => ({ ...it, edges: it.edges.map((some) => some.map((edge) => ({ ...edge, requires: 0 }))) }),
  ],
  [
    'nothing is forbidden',
    (it) => ({ ...it, edges: it.edges.map((some) => some.map((edge) => ({ ...edge, forbids: 0 }))) }),
  ],
  ['an edge forgotten', (it) => ({ ...it, edges: it.edges.map((some) => some.slice(0, 2)) })],
]

describe('it is missed', () => {
  const isMissed = (automatonFor: (formula: Formula) => Automaton): boolean => {
    let isWrong = false
    const law = fc.property(cases, (one) => {
      isWrong = wrong(one, automatonFor).length > 0
      return !isWrong
    })
    fc.check(law, { numRuns: FORMULAS, endOnFailure: true })
    return isWrong // an error is no answer
  }

  test.each(rules)('%s', (_, change) => {
    expect(isMissed((formula) => reduced(tableauOf(formula, { ...soundRules, ...change })))).toBe(true)
  })

  test.each(automata)('%s', (_, change) => {
    expect(isMissed((formula) => change(automatonOf(formula)))).toBe(true)
  })
})
