import { expect, test } from 'vitest'
import { Outlook } from '../../src/check/looking/outlook.ts'

const at = (spent: number, states: number, waiting: number) => ({
  spent,
  progress: { states, waiting, edges: 0, depth: 0, storedBytes: 0 },
})

test('half of the way is still to go while more and more waits, and what waits once less does', () => {
  const outlook = new Outlook()
  expect(outlook.of(at(100, 1_000, 200))).toBe(200)
  expect(outlook.of(at(200, 2_000, 400))).toBe(400)
  expect(outlook.of(at(250, 2_500, 380)), 'nearly as many as ever').toBe(500)
  expect(outlook.of(at(300, 3_000, 300))).toBeCloseTo(300 / 0.9)
  expect(outlook.of(at(330, 3_300, 0))).toBe(330)
})

test('most of the way is still to go where most of the states wait', () => {
  expect(new Outlook().of(at(100, 1_000, 900))).toBe(1_000)
})

test('nothing is known of a search that has met nothing', () => {
  expect(new Outlook().of(at(100, 0, 0))).toBe(100)
})
