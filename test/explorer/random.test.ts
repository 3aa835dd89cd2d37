import { cell, type System, step, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { strategyOf } from '../../src/check/options/search-kinds.ts'
import { CircleWatch } from '../../src/explorer/orders/circle-watch.ts'
import { chanceOf, chancePerRun, PctScheduler } from '../../src/explorer/orders/pct-scheduler.ts'
import { Random } from '../../src/explorer/orders/random.ts'
import { runSearch } from '../../src/explorer/search.ts'
import { compile } from '../../src/model/compile/compile.ts'

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

test('PCT keeps its promise for a violation of depth 2', () => {
  const late: System = system('late', ({ shared, thread, never }) => {
    const { x, y } = shared({ x: cell([0, 1]), y: cell([0, 1]) })
    thread('A', function* () {
      for (let i = 0; i < 6; i++) yield* step(`a${i}`)
      yield* x.store(1)
      yield* x.store(0)
    })
    thread('B', function* () {
      for (let i = 0; i < 3; i++) yield* step(`b${i}`)
      if (yield* x.test((value) => value === 1)) yield* y.store(1)
    })
    never('caught in between', [y], (value) => value === 1)
  })
  const { program } = compile(late.build())
  const tries = 5_000
  const found = Array.from({ length: tries }, (_, seed) => {
    const strategy = strategyOf({ pct: { steps: 13, bugDepth: 2, runs: 1, seed } })
    return runSearch(program, { strategy, wantsCounterexample: false }).status
  })
  const rate = found.filter((status) => status === 'violated').length / tries
  expect(rate).toBeGreaterThan(0.9 * chancePerRun({ threads: 2, stepsPerRun: 13, bugDepth: 2 })) // which is exact here
  expect(rate).toBeLessThan(1.1 * chancePerRun({ threads: 2, stepsPerRun: 13, bugDepth: 2 }))
})
