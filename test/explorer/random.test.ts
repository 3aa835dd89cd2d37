import { describe, expect, test } from 'vitest'
import { CircleWatch } from '../../src/explorer/random/circle-watch.ts'
import { chanceOf, chancePerRun, PctScheduler } from '../../src/explorer/random/pct-scheduler.ts'
import { Random } from '../../src/explorer/random/random.ts'

describe('Random', () => {
  test('the same seed gives the same numbers for ever', () => {
    const random = new Random(1)
    expect(Array.from({ length: 8 }, () => random.below(1000))).toEqual([148, 13, 91, 82, 206, 167, 750, 69])
  })

  test('numbers below a count are spread evenly', () => {
    const random = new Random(7)
    const seen = [0, 0, 0, 0, 0]
    for (let i = 0; i < 50_000; i++) seen[random.below(5)]!++
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })

  test('all permutations come up', () => {
    const random = new Random(3)
    const seen = new Set(Array.from({ length: 500 }, () => random.permutation(4).join('')))
    expect(seen.size).toBe(24)
  })
})

describe('PctScheduler', () => {
  test('who has the highest priority steps until a change point puts it below the others', () => {
    const scheduler = new PctScheduler(new Random(5), { threads: 3, stepsPerRun: 6, bugDepth: 3 })
    scheduler.begin()
    const order = Array.from({ length: 9 }, (_, step) => scheduler.choose([0, 1, 2], step + 1))
    const switches = order.filter((thread, i) => i > 0 && thread !== order[i - 1]).length
    expect(switches).toBeLessThanOrEqual(2)
    expect(new Set(order).size).toBe(switches + 1)
  })

  test('who goes round alone falls below all others, however often', () => {
    const scheduler = new PctScheduler(new Random(5), { threads: 2, stepsPerRun: 100, bugDepth: 1 })
    scheduler.begin()
    const first = scheduler.choose([0, 1], 1)
    scheduler.circled(first)
    expect(scheduler.choose([0, 1], 2)).toBe(1 - first)
    scheduler.circled(1 - first)
    expect(scheduler.choose([0, 1], 3)).toBe(first)
  })

  test('the promise of the paper', () => {
    expect(chancePerRun({ threads: 4, stepsPerRun: 100, bugDepth: 1 })).toBe(1 / 4)
    expect(chancePerRun({ threads: 4, stepsPerRun: 100, bugDepth: 3 })).toBe(1 / 40_000)
    expect(chanceOf(0, 0.5)).toBe(0)
    expect(chanceOf(2, 0.5)).toBeCloseTo(0.75)
  })
})

test('a circle of any length is noticed within three rounds', () => {
  for (const length of [1, 2, 3, 7, 20]) {
    const watch = new CircleWatch()
    watch.restart(Int32Array.of(-1))
    let steps = 0
    while (!watch.isBack(Int32Array.of(steps % length))) steps++
    expect(steps).toBeLessThanOrEqual(3 * length + 1)
  }
})
