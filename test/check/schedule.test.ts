import { cell, check, choose, replay, system } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { parseSchedule, printSchedule } from '../../src/check/explain/schedule.ts'

describe('a schedule as text', () => {
  const threads = ['T0', 'the writer', 'a:b', '-x', 'a_b', 'Schreiber ü', 'a b']
  const steps = threads.map((_, thread) => ({ thread, decisions: [0, 12].slice(0, thread % 3) }))

  test('is free of what a shell takes for its own, and of its names no two are one word', () => {
    expect(printSchedule({ steps }, threads)).toBe('T0 the_writer:0 a_b_:0:12 _-x a_b:0 Schreiber_ü:0:12 a_b__')
  })

  test('means what it was made of', () => {
    expect(parseSchedule(printSchedule({ steps }, threads), threads)).toEqual({ steps })
  })

  test.each([0, 2, 7])('may end in what is repeated for ever, after %d steps', (cycleStart) => {
    const text = printSchedule({ steps, cycleStart }, threads)
    expect(text).toMatch(cycleStart === 7 ? / \(\)$/ : /\(.+\)$/)
    expect(parseSchedule(text, threads)).toEqual({ steps, cycleStart })
  })

  test.each(['(T0', 'T0)', '(T0) T0', '((T0))', '(T0) (T0)'])('has no parentheses as in %s', (text) => {
    expect(() => parseSchedule(text, threads)).toThrow(/one pair of parentheses at the end/)
  })

  const inARow = (counts: readonly number[]) =>
    counts.flatMap((count, turn) =>
      new Array(count).fill({ thread: turn % 3, decisions: turn % 3 === 2 ? [0, 12] : [] }),
    )

  test.each([
    { counts: [14], text: `T0${' T0'.repeat(13)}` },
    { counts: [20], text: `T0${' T0'.repeat(19)}` },
    { counts: [21], text: 'T0*21' },
    { counts: [14, 1, 5, 2], text: 'T0*14 the_writer a_b_:0:12*5 T0*2' },
    { counts: [14, 1, 5, 2], cycleStart: 10, text: 'T0*10 (T0*4 the_writer a_b_:0:12*5 T0*2)' },
    { counts: [14, 1, 5, 2], cycleStart: 22, text: 'T0*14 the_writer a_b_:0:12*5 T0*2 ()' },
  ])('of more than 20 steps says how often a step is repeated: $text', ({ counts, text, ...more }) => {
    const schedule = { steps: inARow(counts), ...more }
    expect(printSchedule(schedule, threads)).toBe(text)
    expect(parseSchedule(text, threads)).toEqual(schedule)
  })

  test('may count in what is short, too', () => {
    const [first, second] = [inARow([1]), inARow([0, 1])]
    expect(parseSchedule('T0*2 (the_writer*1 T0)', threads).steps).toEqual([...first, ...first, ...second, ...first])
  })

  test.each(['T0*0', 'T0*-3', 'T0*', 'T0*1e3', 'T0*2.5', 'T0*100001', 'T0*9999999999999999999', 'T0*2*3', 'T0*2:1'])(
    'has no step so many times as in %s',
    (word) => {
      expect(() => parseSchedule(`T0 ${word} T0`, threads)).toThrow(
        `The schedule's word ${word}: expected a whole number from 1 to 100000 behind *, as in T0*14.`,
      )
    },
  )

  test.each(['T1', '*3', 'T0:*3', 'T1*3', 'T0:', 'T0:x', ':1', 'T0:1,2', "'T0"])('has no step %s', (word) => {
    expect(() => parseSchedule(`T0 ${word}`, threads)).toThrow(
      `The schedule's word ${word} is no step: expected a thread, with its choices where it has any, as in T0 T1:2 T0*14. Threads: T0, the_writer,`,
    )
  })
})

test('the schedule of a violation with two choices on the way of a step is followed again', () => {
  const two = system('two choices', ({ shared, thread, always }) => {
    const { sum } = shared({ sum: cell([0, 1, 2, 3, 4]) })
    thread('the one', function* () {
      const high = yield* choose([0, 2])
      const low = yield* choose([0, 1])
      yield* sum.update((it) => (it + high + low) as 0)
    })
    always('never three', [sum], (it) => it !== 3)
  })
  const { violation } = check(two)
  const schedule = violation?.trace?.schedule ?? ''
  expect(schedule).toMatch(/^the_one(:1)+$/)
  expect(replay(two, schedule).final).toEqual(violation?.trace?.final)
})
