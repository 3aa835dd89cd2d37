import { again, check, choose, forever, loop, object, type System, step, system, waitUntil } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { eresource } from '../../bench/models/eresource.ts'

/** Each of its threads counts for itself: up to `end`, or down from it. */
function counting(threads: number, end: number = Number.POSITIVE_INFINITY, by: 1 | -1 = 1): System {
  return system('counting', ({ shared, thread, allowDeadlock }) => {
    for (const name of ['a', 'b', 'c'].slice(0, threads)) {
      const { [name]: counts } = shared({
        [name]: object<{ now: number }>({ now: by < 0 ? end : 0 })({
          tick(draft) {
            waitUntil(by < 0 ? draft.now > 0 : draft.now < end)
            draft.now += by
          },
        }),
      })
      thread(`T${name}`, function* () {
        yield* forever(() => counts!.tick())
      })
    }
    allowDeadlock()
  })
}

/** What a thread has chosen so far, up to so many times. */
function choosing(options: readonly number[], most: number = Number.POSITIVE_INFINITY): System {
  return system('choosing', ({ shared, thread, allowDeadlock }) => {
    const { log } = shared({
      log: object<{ chosen: readonly number[] }>({ chosen: [] })({
        add(draft, option: number) {
          waitUntil(draft.chosen.length < most)
          draft.chosen.push(option)
        },
      }),
    })
    thread('T', function* () {
      yield* forever(function* () {
        yield* log.add(yield* choose(options))
      })
    })
    allowDeadlock()
  })
}

const rounds = (most: number): System =>
  system('rounds', ({ thread }) => {
    thread('T', () =>
      loop(0, function* (n) {
        yield* step('local')
        return n < most ? again(n + 1) : undefined
      }),
    )
  })

/** What is said to grow, in a check that ends after so many states. */
function growing(design: System, states: number): readonly string[] {
  const { verdict, warnings } = check(design, { limits: { states }, keepGoing: true }) // in full
  expect(verdict).toBe('incomplete')
  return warnings.flatMap((warning) => (warning.kind === 'grows' ? [warning.what] : []))
}

/** For a machine that has much else to do. */
const timeout = 120_000

describe('what grows without end', { timeout }, () => {
  test('is refused: a number, and what a loop remembers', () => {
    expect(() => check(counting(1))).toThrow(/^a grows and grows: .*\(1\d{5} values in 1\d{5} states/)
    expect(() => check(rounds(Number.POSITIVE_INFINITY))).toThrow(/^T remembers more and more: 0, 1, 2, … 3/)
  })

  test('is named where a limit ends the check before: one of several numbers, a list that somebody chooses', () => {
    expect(growing(counting(1), 10_000)).toEqual(['a'])
    expect(growing(counting(2), 200_000)).toEqual(['a', 'b'])
    expect(growing(counting(3), 5_000_000)).toEqual(['a', 'b', 'c'])
    expect(growing(choosing([0, 1]), 100_000)).toEqual(['log'])
    expect(growing(choosing([0, 1, 2, 3]), 100_000)).toEqual(['log'])
  })
})

describe('what has an end', { timeout }, () => {
  test.each([
    ['a number that counts far', counting(1, 100_000), 100_001],
    ['one that counts down', counting(1, 140_000, -1), 140_001],
    ['a loop of many rounds', rounds(20_000), 20_002],
  ])('is searched: %s', (_, design, states) => {
    expect(check(design)).toMatchObject({ verdict: 'verified', states })
  })

  test('is not said to grow once it has come to it', () => {
    expect(growing(eresource({ N: 5, D: 2 }), 300_000)).toEqual([])
    expect(growing(counting(2, 300), 85_000)).toEqual([])
  })
})
