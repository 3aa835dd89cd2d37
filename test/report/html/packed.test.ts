import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packed, unpacked } from '../../../src/report/page-data/packed.ts'

describe('packed data', () => {
  test('is what it was, when it is unpacked', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const text = JSON.stringify(data)
        expect(JSON.stringify(unpacked(JSON.parse(JSON.stringify(packed(data)))))).toBe(text)
      }),
    )
  })

  test('has each part once', () => {
    const span = { status: 'waiting', regions: [1, 2] }
    const many = Array.from({ length: 100 }, () => ({ from: 1, is: { ...span } }))
    expect(packed(many).length).toBeLessThan(16)
    const [first, second] = unpacked(packed(many)) as object[]
    expect(first).toBe(second)
  })

  test('a list, a record and a text that look alike are not taken for each other', () => {
    const data = [[-1, 0], { a: -1 }, '[-1,0]', ['a'], 'a', [], {}]
    expect(unpacked(packed(data))).toEqual(data)
  })

  test('what is undefined is left out', () => {
    expect(unpacked(packed({ a: undefined, b: 1 }))).toEqual({ b: 1 })
  })
})
