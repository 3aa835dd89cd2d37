import { afterEach, describe, expect, test, vi } from 'vitest'
import { GrowingWords } from '../../src/explorer/states/growing-words.ts'
import { NumberList } from '../../src/explorer/states/number-list.ts'

/** Lets nobody have an array of more than so many words. */
function refuseBeyond(longest: number): void {
  const Native = Int32Array
  vi.stubGlobal(
    'Int32Array',
    class extends Native {
      constructor(length: number, ...others: []) {
        if (length > longest) throw new RangeError('Array buffer allocation failed')
        super(length, ...others)
      }
    },
  )
}

/** Lengths reached, one word more at a time, with numbers behind each other; every word is looked at in the end. */
function fill(words: GrowingWords, steps: number): number {
  let length = words.length
  for (let step = 1; step <= steps; step++) {
    const longer = length + step
    const most = words.bytesToReach(longer)
    if (!words.reach(longer)) return length
    expect(words.storedBytes).toBeLessThanOrEqual(most)
    for (let at = length; at < longer; at++) words.array[at] = at + 1
    length = longer
  }
  return length
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('growing words', () => {
  test('keep what was written, and are zero behind it', () => {
    const words = new GrowingWords(3)
    const length = fill(words, 200)
    expect(words.length).toBe(length)
    expect([...words.array.subarray(3, length)]).toEqual(Array.from({ length: length - 3 }, (_, i) => i + 4))
    expect(words.array.subarray(length).every((word) => word === 0)).toBe(true)
  })

  test('move but once on the way to their limit, and never go beyond it', () => {
    const words = new GrowingWords(1, 4 * 100_000)
    const arrays = new Set([words.array])
    let length = 1
    for (; words.reach(length); length++) arrays.add(words.array)
    expect(length - 1).toBe(100_000)
    expect([...arrays].filter((array) => array.length > (2 * 100_000) / 16)).toHaveLength(1)
  })

  test('count a copy before they make it', () => {
    refuseBeyond(6_000)
    const words = new GrowingWords(4_000, 4 * 9_000)
    expect(words.bytesToReach(5_000)).toBe(4 * 9_000)
    expect(words.reach(5_001)).toBe(false)
    expect(words.storedBytes).toBe(4 * 4_000)
    expect(words.reach(5_000)).toBe(true)
  })

  test('are content with less where the machine refuses a reservation', () => {
    refuseBeyond(20_000)
    const words = new GrowingWords(10, 4e9)
    const length = fill(words, 300)
    expect(length).toBeGreaterThan(15_000)
    expect(length).toBeLessThanOrEqual(20_000)
    expect([...words.array.subarray(10, length)]).toEqual(Array.from({ length: length - 10 }, (_, i) => i + 11))
  })
})

describe('a list of numbers', () => {
  test('has what was pushed, until its memory is used up', () => {
    const list = new NumberList(4 * 5_000)
    let pushed = 0
    while (list.push(7 * pushed)) pushed++
    expect(list.size).toBe(5_000)
    expect(Array.from({ length: list.size }, (_, i) => list.at(i))).toEqual(
      Array.from({ length: 5_000 }, (_, i) => 7 * i),
    )
  })
})
