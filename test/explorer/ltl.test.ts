import { describe, expect, test } from 'vitest'
import { ModelError } from '../../src/errors/model-error.ts'
import { automatonOf } from '../../src/explorer/ltl/automaton-of.ts'
import { ltl, negation } from '../../src/explorer/ltl/parse.ts'
import { FALSE, TRUE } from '../../src/explorer/ltl/terms.ts'
import { mutatedText, oddTexts, seeds, source } from '../fuzz/random.ts'

/** Whether two formulas hold of the same words: nothing is accepted where they differ. */
function isSame(a: string, b: string): boolean {
  return automatonOf(negation(ltl(`(${a}) <-> (${b})`))).states === 0
}

function errorOf(text: string): string {
  try {
    automatonOf(ltl(text))
    return 'none'
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    return `${error.code}: ${error.message}`
  }
}

describe('the text of a formula', () => {
  test('names propositions in the order in which they occur', () => {
    const { propositions, usesNext } = ltl(
      `G (trying.P0 -> F critical[P0].x) & 'my state' & 'it\\'s' & trying.P0 & é_1`,
    )
    expect(propositions).toEqual(['trying.P0', 'critical[P0].x', 'my state', "it's", 'é_1'])
    expect(usesNext).toBe(false)
    expect(ltl('G X p').usesNext).toBe(true)
    expect(ltl("'X' & 'true'").propositions).toEqual(['X', 'true'])
    expect(ltl('G[]p').propositions).toEqual(['p'])
  })

  test.each([
    ['! a U b', '(!a) U b'],
    ['F a U b', '(F a) U b'],
    ['a U b U c', 'a U (b U c)'],
    ['a W b U c R d M e', 'a W (b U (c R (d M e)))'],
    ['a U b & c', '(a U b) & c'],
    ['a & b | c', '(a & b) | c'],
    ['a | b & c', 'a | (b & c)'],
    ['a | b -> c', '(a | b) -> c'],
    ['a -> b -> c', 'a -> (b -> c)'],
    ['a -> b <-> c', '(a -> b) <-> c'],
    ['a <-> b -> c', 'a <-> (b -> c)'],
    ['not a and b or c => d <=> e', '(((!a) & b) | c -> d) <-> e'],
    ['[]<>a /\\ b \\/ c', '((G F a) && b) || c'],
    ['a V b', 'a R b'],
  ])('%s is %s', (text, same) => {
    expect(automatonOf(ltl(text))).toEqual(automatonOf(ltl(same)))
  })

  test.each([
    ['(a U b) U c', 'a U b U c'],
    ['(a -> b) -> c', 'a -> b -> c'],
    ['a | (b & c)', '(a | b) & c'],
  ])('%s is not %s', (text, other) => {
    expect(isSame(text, other)).toBe(false)
  })

  test.each([
    [
      '',
      'M009: An LTL formula goes wrong at its start: expected a proposition, true, false, !, X, F, G or (, saw the end. An operator stands before a formula, or between two.',
    ],
    [
      'G (a -> ',
      'M009: An LTL formula goes wrong at character 8, after "G (a ->": expected a proposition, true, false, !, X, F, G or (, saw the end. An operator stands before a formula, or between two.',
    ],
    [
      'G (a',
      'M009: An LTL formula goes wrong at character 5, after "G (a": expected an operator or ), saw the end. The ( at character 3 is open.',
    ],
    [
      'a)',
      'M009: An LTL formula goes wrong at character 2, after "a": expected an operator or the end, saw ")". No ( is open here.',
    ],
    [
      'a b',
      'M009: An LTL formula goes wrong at character 3, after "a ": expected an operator or the end, saw "b". Write an operator between two formulas.',
    ],
    [
      '(a b)',
      'M009: An LTL formula goes wrong at character 4, after "(a ": expected an operator or ), saw "b". The ( at character 1 is open.',
    ],
    [
      'a == b',
      `M009: An LTL formula goes wrong at character 3, after "a ": expected a proposition, an operator or a parenthesis, saw "=". A proposition with other characters than letters, digits and _ stands in quotes: 'my state'.`,
    ],
    [
      "a & 'b",
      `M009: An LTL formula goes wrong at character 5, after "a & ": expected a name in quotes, saw "'b". Names in quotes end with a quote, and are not empty: 'my state'.`,
    ],
    [
      "''",
      `M009: An LTL formula goes wrong at its start: expected a name in quotes, saw "''". Names in quotes end with a quote, and are not empty: 'my state'.`,
    ],
    [
      'a & \u001b[2J',
      `M009: An LTL formula goes wrong at character 5, after "a & ": expected a proposition, an operator or a parenthesis, saw "\\u{1b}". A proposition with other characters than letters, digits and _ stands in quotes: 'my state'.`,
    ],
    [
      'XXX 1',
      `M009: An LTL formula goes wrong at character 5, after "XXX ": expected a proposition, an operator or a parenthesis, saw "1". A proposition with other characters than letters, digits and _ stands in quotes: 'my state'.`,
    ],
  ])('is refused: %s', (text, message) => {
    expect(errorOf(text)).toBe(message)
  })

  const many = (count: number, operator: string): string =>
    Array.from({ length: count }, (_, i) => `a${i}`).join(` ${operator} `)

  test('has an end', () => {
    expect(errorOf(many(30, '&'))).toBe('none')
    expect(errorOf(many(31, '&'))).toMatch(
      /^M007: .* at character 171, .*expected at most 30 propositions, saw one more\. /,
    )
    expect(errorOf(`${'! '.repeat(200)}p`)).toBe('none')
    expect(errorOf(`${'! '.repeat(201)}p`)).toMatch(
      /^M007: .* at character 401, .*expected at most 200 operators, .* saw more\./,
    )
    expect(errorOf(`${'('.repeat(200)}p${')'.repeat(200)}`)).toBe('none')
    expect(errorOf('('.repeat(100_000))).toMatch(/^M007: .* at character 201, /)
    expect(errorOf(`${' '.repeat(100_000)}p${' '.repeat(100_000)}`)).toBe('none')
    expect(errorOf('<->'.repeat(100_000))).toMatch(/^M007: /)
    expect(errorOf(`'${'a'.repeat(5_000_000)}'`)).toBe('none')
    expect(errorOf(`'${'a'.repeat(5_000_000)}`)).toMatch(/^M009: .* saw "'aaaaaaaaaaaaaaaaaaa…"/)
    expect(errorOf(`a${'.a'.repeat(1_000_000)}.`)).toMatch(/^M009: .* at character 2000002, /)
  })

  test.each([
    ['F on each of many', Array.from({ length: 30 }, (_, i) => `F a${i}`).join(' & ')],
    ['many fair', Array.from({ length: 30 }, (_, i) => `G F a${i}`).join(' & ')],
    ['counting', `G (p -> ${'X '.repeat(20)}q)`],
    ['exclusive', many(20, '<->')],
    ['chains', `!(${many(20, 'U')})`],
    ['more than 30 sets', Array.from({ length: 16 }, (_, i) => `(a${i} U b) | (a${i} U c)`).join(' | ')],
  ])('may ask for too much: %s', (_, text) => {
    const message = /^M007: An LTL formula is too large: expected a formula whose automaton is small, saw one that has/
    expect(errorOf(text)).toMatch(message)
  })

  test('whatever it is, it becomes an automaton or one error', () => {
    const good = [
      "G (trying.P0 -> F 'my state')",
      '[]<>(a U b) /\\ !(c W X d)',
      '((a R b) <-> (c M d)) or not e',
      ...oddTexts,
    ]
    let refused = 0
    for (const seed of seeds(2_000)) {
      const random = source(seed)
      let text = random.oneOf(good)
      for (let changes = random.below(4); changes >= 0; changes--) text = mutatedText(text, random)
      const answer = errorOf(text)
      if (answer === 'none') continue
      refused++
      expect(answer).toMatch(/^M00[79]: An LTL formula (?:goes wrong .*|is too large): expected .+, saw .+\.$/)
      expect(answer).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      expect(answer.length).toBeLessThan(400)
    }
    expect(refused).toBeGreaterThan(500)
    expect(refused).toBeLessThan(2_000)
  })
})

describe('the automaton of a formula', () => {
  test.each([
    ['F a', 'true U a'],
    ['G a', '!F !a'],
    ['G a', 'false R a'],
    ['a R b', '!(!a U !b)'],
    ['a W b', '(a U b) | G a'],
    ['a W b', 'b R (a | b)'],
    ['a M b', 'b U (a & b)'],
    ['a M b', '!(!a W !b)'],
    ['a U b', 'b | (a & X (a U b))'],
    ['a R b', 'b & (a | X (a R b))'],
    ['a W b', 'b | (a & X (a W b))'],
    ['a M b', 'b & (a | X (a M b))'],
    ['X !a', '!X a'],
    ['X (a U b)', 'X a U X b'],
    ['F G F a', 'G F a'],
    ['G F G a', 'F G a'],
    ['F (a U b)', 'F b'],
    ['a U (a U b)', 'a U b'],
    ['a U (b U a)', 'b U a'],
    ['!b U b', 'F b'],
    ['G a & G b', 'G (a & b)'],
    ['F a | F b', 'F (a | b)'],
    ['G F a | G F b', 'G F (a | b)'],
    ['F G a & F G b', 'F G (a & b)'],
    ['true', 'G (a | !a)'],
    ['false', 'F (a & !a)'],
  ])('%s is %s', (a, b) => {
    expect(isSame(a, b)).toBe(true)
  })

  test.each([
    ['F a & F b', 'F (a & b)'],
    ['G a | G b', 'G (a | b)'],
    ['G F a & G F b', 'G F (a & b)'],
    ['a U b', 'a W b'],
    ['a R b', 'a M b'],
    ['F G a', 'G F a'],
    ['X a', 'a'],
  ])('%s is not %s', (a, b) => {
    expect(isSame(a, b)).toBe(false)
  })

  test.each([
    ['a & a', 'a'],
    ['a & b', 'b & a'],
    ['a & !a', 'false'],
    ['a | true', 'true'],
    ['X true', 'true'],
    ['X !a', '!X a'],
    ['X a & X b', 'X (a & b)'],
    ['X a U X b', 'X (a U b)'],
    ['F X a', 'X F a'],
    ['G X a', 'X G a'],
    ['true U a', 'F a'],
    ['a U true', 'true'],
    ['false U a', 'a'],
    ['a U a', 'a'],
    ['!b U b', 'F b'],
    ['a U (a U b)', 'a U b'],
    ['a U (b U a)', 'b U a'],
    ['a R (a R b)', 'a R b'],
    ['F F a', 'F a'],
    ['F (a U b)', 'F b'],
    ['G (a R b)', 'G b'],
    ['F G F a', 'G F a'],
    ['G F G a', 'F G a'],
    ['G a & G b', 'G (a & b)'],
    ['F a | F b', 'F (a | b)'],
  ])('is of one formula, before it is made: %s is %s', (a, b) => {
    expect(ltl(`(${a}) <-> (${b})`).term).toBe(TRUE)
    expect(ltl(`(${a}) <-> !(${b})`).term).toBe(FALSE)
  })

  test('has one edge where a proposition does not matter', () => {
    const edges = [[{ to: 1, requires: 1, forbids: 0 }], [{ to: 1, requires: 0, forbids: 0 }]]
    expect(automatonOf(ltl('(a & b & c) | (a & !b & c) | (a & !c)')).edges).toEqual(edges)
  })

  test('is written down: whatever p asks for comes some time', () => {
    expect(automatonOf(ltl('G (p -> F q)'))).toEqual({
      states: 2,
      initial: [0],
      edges: [
        [
          { to: 0, requires: 0, forbids: 1 },
          { to: 0, requires: 2, forbids: 0 },
          { to: 1, requires: 0, forbids: 0 },
        ],
        [
          { to: 0, requires: 2, forbids: 0 },
          { to: 1, requires: 0, forbids: 0 },
        ],
      ],
      sets: 1,
      marks: [1, 0],
    })
  })

  test('has no state where nothing satisfies the formula', () => {
    expect(automatonOf(ltl('G a & F !a'))).toEqual({ states: 0, initial: [], edges: [], sets: 0, marks: [] })
  })

  /** States, edges and sets, of the formula and of its negation, as measured: that they are right, properties/ltl says. */
  test.each([
    ['G p', '1 1 0', '2 3 1'],
    ['F p', '2 3 1', '1 1 0'],
    ['p U q', '2 3 1', '2 3 0'],
    ['p W q', '2 3 0', '2 3 1'],
    ['p R q', '2 3 0', '2 3 1'],
    ['p M q', '2 3 1', '2 3 0'],
    ['G (p -> F q)', '2 5 1', '2 3 1'],
    ['G F p', '2 4 1', '2 3 1'],
    ['F G p', '2 3 1', '2 4 1'],
    ['G F p -> G F q', '5 11 1', '3 7 1'],
    ['F G p -> G F q', '5 12 2', '4 9 1'],
    ['G (p -> X q)', '2 4 0', '3 4 1'],
    ['G (p -> q W r)', '2 5 0', '3 6 1'],
    ['G (p -> q U r)', '2 5 1', '3 6 1'],
    ['G (p & !q -> !q W r)', '2 6 0', '3 5 1'],
    ['G (p -> (!q U r) | G !q)', '3 7 1', '3 6 1'],
    ['F p -> (!p U (q & !p))', '4 7 1', '2 3 1'],
    ['G F p & G F q', '4 16 2', '3 5 1'],
    ['G F p & G F q -> G (r -> F s)', '6 16 1', '5 21 2'],
    ['(G F a -> G F b) & (G F c -> G F d)', '15 53 2', '7 20 2'],
    ['G (p -> F (q & F r))', '4 17 2', '3 6 1'],
    ['a U b U c', '3 6 1', '3 6 0'],
    ['G (p -> F q) & G (r -> F s)', '4 25 2', '3 5 1'],
  ])('is small: %s', (text, size, opposite) => {
    const sizeOf = ({ states, edges, sets }: ReturnType<typeof automatonOf>): string =>
      `${states} ${edges.flat().length} ${sets}`
    expect([sizeOf(automatonOf(ltl(text))), sizeOf(automatonOf(negation(ltl(text))))]).toEqual([size, opposite])
  })
})
