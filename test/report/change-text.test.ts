import { threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { changeTexts } from '../../src/report/text/change-text.ts'
import { asValue } from '../../src/verdict/value.ts'
import { change } from './fake.ts'

const [T0 = Symbol(), T1 = Symbol()] = threadIds(2)
const texts = (before: unknown, after: unknown): readonly string[] =>
  changeTexts(change('m', asValue(before), asValue(after)))

describe('a change', () => {
  test.each([
    ['of a simple value', 'free', 'taken', ["m: 'free' → 'taken'"]],
    ['of one field', { owner: null, depth: 1 }, { owner: T0, depth: 1 }, ['m.owner: null → T0']],
    ['of two fields', { a: 1, b: 2 }, { a: 3, b: 4 }, ['m.a: 1 → 3', 'm.b: 2 → 4']],
    ['deep inside', { a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 1, d: 3 } } }, ['m.a.b.d: 2 → 3']],
    ['that adds a field', {}, { a: 1 }, ['m.a: + 1']],
    ['that takes a field away', { 'a b': 1 }, {}, ['m[a b]: − 1']],
    ['under a thread', { [T0]: 1, [T1]: 1 }, { [T0]: 2, [T1]: 1 }, ['m.T0: 1 → 2']],
    ['of a short list', { q: [T0] }, { q: [T0, T1] }, ['m.q: [T0] → [T0, T1]']],
    ['of an entry of a list', [{ n: 1 }, { n: 2 }], [{ n: 1 }, { n: 3 }], ['m[1].n: 2 → 3']],
    ['that extends a long list', { q: [...'abcdefgh'] }, { q: [...'abcdefghi'] }, ["m.q[8]: + 'i'"]],
    ['that shortens a long list', { q: [...'abcdefghi'] }, { q: [...'bcdefghi'] }, ["m.q[0]: − 'a'"]],
    ['that adds a field every object has', {}, { constructor: 1 }, ['m.constructor: + 1']],
    ['that takes such a field away', { toString: 1 }, {}, ['m.toString: − 1']],
    ['of one such field for another', { toString: 1 }, { valueOf: 1 }, ['m.toString: − 1', 'm.valueOf: + 1']],
    ['of nothing', { a: [1] }, { a: [1] }, []],
    ['of kind', null, { a: 1 }, ['m: null → { a: 1 }']],
  ])('%s', (_, before, after, expected) => {
    expect(texts(before, after)).toEqual(expected)
  })

  test('of ghost data stands in parentheses', () => {
    expect(changeTexts({ ...change('seen', 0, 1), isGhost: true })).toEqual(['(seen: 0 → 1)'])
  })

  test('of length between lists of long items that begin alike shows where these differ', () => {
    const item = (end: string): string => `${'x'.repeat(40)}${end}`
    expect(texts([item('a'), 1], [item('b'), 2, 3])).toEqual(["m[0]: − …xxxxxxxxa', − 1, + …xxxxxxxxb', + 2, + 3"])
  })

  test('to a long value is cut', () => {
    expect(texts('', 'x'.repeat(100))).toEqual([`m: '' → '${'x'.repeat(30)}…`])
  })

  test.each([
    ['in the middle', `${'x'.repeat(60)}open${'y'.repeat(60)}`, `${'x'.repeat(60)}shut${'y'.repeat(60)}`],
    ['at the end', `${'x'.repeat(60)}open`, `${'x'.repeat(60)}shut`],
    ['in length', 'x'.repeat(60), 'x'.repeat(90)],
    ['in characters of two halves', `${'🔒'.repeat(60)}open`, `${'🔒'.repeat(60)}shut`],
  ])('between long values that begin alike shows what differs: %s', (_, before, after) => {
    const [text = ''] = texts(before, after)
    const [from = '', to = ''] = text.slice('m: '.length).split(' → ')
    expect(from).not.toBe(to)
    for (const shown of [from, to]) {
      expect(shown).toMatch(/^…/)
      expect([...shown].length).toBeLessThanOrEqual(32)
    }
    if (before.includes('open'))
      expect([from, to].map((shown) => shown.match(/open|shut/)?.[0])).toEqual(['open', 'shut'])
    expect(text).not.toMatch(/\p{Surrogate}/u)
  })
})
