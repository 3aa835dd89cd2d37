import { describe, expect, test } from 'vitest'
import { at, existing } from '../../src/errors/at.ts'
import { InternalError } from '../../src/errors/internal-error.ts'

const ofOurs = 'This is a bug in lockproof: please report it together with the design and the options of this run.'

describe('at', () => {
  test('answers the entry, 0 and null too', () => {
    expect(at([7, 0], 1)).toBe(0)
    expect(at([null], 0)).toBeNull()
    expect(at(new Int32Array([3, 4]), 1)).toBe(4)
  })

  test.each([-1, 2, undefined])('is an internal error at %s of two', (index) => {
    expect(() => at(['a', 'b'], index, 'local states')).toThrow(InternalError)
    expect(() => at(['a', 'b'], index, 'local states')).toThrow(
      `expected one of 2 local states, saw index ${index}. ${ofOurs}`,
    )
  })

  test('takes a hole for missing', () => {
    const sparse: number[] = []
    sparse[3] = 1
    expect(() => at(sparse, 1)).toThrow('expected one of 4 entries, saw index 1')
  })
})

describe('existing', () => {
  test('answers what is there', () => {
    expect(existing(0, 'a number')).toBe(0)
  })

  test('is an internal error where nothing is', () => {
    expect(() => existing(new Map().get('T0'), 'a column for T0')).toThrow(
      new InternalError('expected a column for T0, saw none'),
    )
  })
})
