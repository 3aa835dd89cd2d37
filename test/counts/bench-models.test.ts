import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { phil } from '../../bench/models/phil.ts'
import { rwlockObject } from '../../bench/models/rwlock-object.ts'
import { systemOf } from '../../bench/systems.ts'
import { fullSearch } from './full-search.ts'

/** The largest, of 1e7 states, are for `npm run bench -- --sizes l`. */
const small = rows
  .filter(({ size }) => size !== 'l')
  .map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` }))

describe('the lock models', () => {
  test.each(small)('$title: $states states, $edges edges', ({ model, params, states, edges, levels }) => {
    const found = fullSearch(systemOf(model, params), { minimise: false })

    expect(found).toMatchObject({ states, edges, levels, deadlocks: model === 'phil' ? 1 : 0 })
    expect(found.properties.map((property) => property.states)).toEqual(model === 'phil' ? [] : [0])
  })

  test.each([
    { R: 3, W: 3, states: 11_042, edges: 30_954, levels: 27 },
    { R: 4, W: 4, states: 167_338, edges: 574_072, levels: 33 },
  ])('rwlock R=$R W=$W has the same counts as one object', ({ R, W, ...counts }) => {
    expect(fullSearch(rwlockObject({ R, W }), { minimise: false })).toMatchObject(counts)
  })

  test('N philosophers are stuck after 2 N steps, each with a fork in hand', () => {
    const { violation, expected } = check(phil({ N: 5 }))

    expect(expected.isAsExpected).toBe(true)
    expect(violation?.kind).toBe('deadlock')
    expect(violation?.trace?.steps).toHaveLength(10)
    expect(violation?.trace?.stuck.map(({ waitsAt }) => waitsAt)).toEqual(
      [1, 2, 3, 4, 0].map((right) => [`fork[${right}].when('free').store('taken')`]),
    )
  })
})
