import { describe, expect, test } from 'vitest'
import { nonPromises, promises } from '#eresource'
import { catalogue } from '../../examples/eresource/catalogue.ts'

const claims = [...promises, ...nonPromises]

describe('claims beyond safety', () => {
  test('are L1 to L4 and V1 to V10', () => {
    expect(claims.map(({ id }) => id).join(' ')).toBe('L1 L2 L3 L4 V1 V2 V3 V4 V5 V6 V7 V8 V9 V10')
  })

  test('are all shown', () => {
    expect(claims.filter(({ shownBy }) => shownBy === '')).toEqual([])
  })

  test('name scenarios that exist', () => {
    const named = claims.flatMap(({ shownBy }) => shownBy.match(/B\d+/g) ?? [])
    const known = catalogue.map(({ id }) => id)
    expect(named.filter((id) => !known.includes(id))).toEqual([])
  })
})
