import fc from 'fast-check'
import { threadIds } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { show } from '../../src/model/values/encode.ts'
import { asValue, nativeOf } from '../../src/verdict/value.ts'

const [T0, T1] = threadIds(2)

describe('a value in a verdict', () => {
  test.each([
    ['a thread', T0, { '#thread': 'T0' }],
    ['a string of its name', 'T0', 'T0'],
    ['a bigint', 5n, { '#bigint': '5' }],
    ['no number of JSON', Number.POSITIVE_INFINITY, { '#number': 'Infinity' }],
    ['zero below zero', -0, { '#number': '-0' }],
    ['nothing', undefined, { '#undefined': true }],
    ['a record', { owner: T0, depth: 2 }, { owner: { '#thread': 'T0' }, depth: 2 }],
    ['a record under threads', { [T1]: 1 }, { '#map': [[{ '#thread': 'T1' }, 1]] }],
    ['a record that looks like a thread', { '#thread': 'T0' }, { '#map': [['#thread', 'T0']] }],
  ])('%s', (_, native, value) => {
    expect(asValue(native)).toEqual(value)
    expect(show(nativeOf(asValue(native)))).toBe(show(native))
  })

  const plain = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.constantFrom(null, undefined, true, T0, T1, 5n, -0, Number.NaN, Number.NEGATIVE_INFINITY, 'T0', '#thread'),
      fc.integer(),
      fc.double(),
      fc.string(),
    ),
    any: fc.oneof(
      { maxDepth: 3 },
      tie('leaf'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom('#map', '#thread', 'T0'), fc.string()), tie('any'), { maxKeys: 3 }),
      fc.array(tie('any'), { maxLength: 2 }).map(([a, b]) => ({ [T0]: a, [T1]: b, T0: 1 })),
    ),
  })).any

  test('two values are told apart, and nothing is lost on the way through JSON or a clone', () => {
    fc.assert(
      fc.property(plain, plain, (one, other) => {
        const values = [one, other].map(asValue)
        expect(JSON.parse(JSON.stringify(values))).toStrictEqual(values)
        expect(structuredClone(values)).toStrictEqual(values)
        expect(JSON.stringify(values[0]) === JSON.stringify(values[1])).toBe(isSame(one, other))
        expect(show(nativeOf(asValue(one)))).toBe(show(one))
      }),
      { numRuns: 2_000 },
    )
  })
})

/** By what they hold, keys in their order; of a thread its name. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [keys, others] = [Reflect.ownKeys(a), Reflect.ownKeys(b)]
  if (Array.isArray(a) !== Array.isArray(b) || keys.length !== others.length) return false
  return keys.every((key, i) => key === others[i] && isSame(Reflect.get(a, key), Reflect.get(b, key)))
}
