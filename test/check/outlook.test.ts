import { expect, test } from 'vitest'
import { Outlook } from '../../src/check/looking/outlook.ts'

const at = (spent: number, states: number, waiting: number) => ({
  spent,
  progress: { states, waiting, edges: 0, depth: 0, storedBytes: 0 },
})

test('as many states are still to come while more and more waits, and then what waits', () => {
  const outlook = new Outlook()
  expect(outlook.of(at(100, 1_000, 200))).toBe(250)
  expect(outlook.of(at(200, 2_000, 400))).toBe(500)
  expect(outlook.of(at(250, 2_500, 500))).toBe(625)
  expect(outlook.of(at(270, 2_500, 460)), 'nearly as many as ever').toBeCloseTo(2 * 270 * (2_500 / 2_040))
  expect(outlook.of(at(300, 3_000, 300))).toBeCloseTo(300 / 0.9)
  expect(outlook.of(at(330, 3_300, 0))).toBe(330)
})

test('nothing is known of a search that has met nothing', () => {
  expect(new Outlook().of(at(100, 0, 0))).toBe(100)
})
