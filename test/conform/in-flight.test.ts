import { describe, expect, test } from 'vitest'
import { blocks, call, exclusive, release, resultOf, returns, shared, verdictOf, wakes } from './sequence.ts'

type Json = Readonly<Record<string, unknown>>

const maybe: Json = { blocks: 'maybe' }
const tries = (thread: string, answer: boolean) =>
  call(thread, 'ExTryToAcquireResourceExclusiveLite', {}, returns(answer))

describe('a call that had not returned when the next step began', () => {
  test('may have lost its grant to one that came later; one that sleeps in its wait has not', () => {
    const run = (how: Json) => ({
      steps: [exclusive('A'), exclusive('B', true, { ...how }), release('A'), tries('A', false), exclusive('A')],
    })
    expect(verdictOf(run(maybe))).toBe('allowed')
    expect(verdictOf(run(blocks))).toBe(
      '5: A: ExAcquireResourceExclusiveLite(R, TRUE) | returns TRUE | waits for exclusive access',
    )
  })

  test('may not have begun, may wait, or be through', () => {
    const run = (writers: number, ...then: Json[]) => ({
      steps: [
        exclusive('A'),
        exclusive('B', true, maybe),
        { thread: 'A', check: { exclusiveWaiters: writers } },
        release('A'),
        ...then,
      ],
    })
    expect([0, 1].map((writers) => verdictOf(run(writers)))).toEqual(['allowed', 'allowed'])
    expect(verdictOf(run(2))).toBe('3: A: asks | exclusiveWaiters 2 | exclusiveWaiters 0 or exclusiveWaiters 1')
    expect(verdictOf(run(0, tries('A', true)))).toBe('allowed')
    expect(verdictOf(run(1, tries('A', true)))).toContain('returns TRUE | returns FALSE')
    expect(verdictOf(run(1, wakes('B'), release('B')))).toBe('allowed')
    expect(verdictOf(run(1, wakes()))).toBe('allowed')
  })

  test('returns what it answered, and once', () => {
    const asked = (answer: boolean) => ({
      steps: [
        exclusive('A'),
        call('B', 'ExTryToAcquireResourceExclusiveLite', {}, maybe),
        { ...wakes('B'), expectReturns: { B: answer } },
      ],
    })
    expect(verdictOf(asked(false))).toBe('allowed')
    expect(verdictOf(asked(true))).toBe(
      '3: threads return from their calls | B returns TRUE | nobody returns or B returns FALSE, or not yet',
    )
    const early = { steps: [exclusive('A'), exclusive('B', true, maybe), wakes('B')] }
    expect(verdictOf(early)).toBe('3: threads return from their calls | B returns | nobody returns')
  })

  test('leaves those who sleep what is theirs: they return when they were granted', () => {
    const run = (...then: Json[]) => ({
      steps: [exclusive('A'), shared('B', true, blocks), shared('C', true, maybe), release('A'), ...then],
    })
    expect(verdictOf(run(wakes('B')))).toBe('allowed')
    expect(verdictOf(run(wakes('B', 'C')))).toBe('allowed')
    expect(verdictOf(run(wakes('C')))).toContain('C returns | ')
  })

  test('may be the one that grants: who sleeps returns when it has signaled', () => {
    const steps = [exclusive('A'), shared('B', true, blocks), release('A', maybe)]
    expect(verdictOf({ steps: [...steps, { thread: 'C', check: { sharedWaiters: 0 } }, wakes()] })).toBe('allowed')
    expect(verdictOf({ steps: [...steps, wakes('B')] })).toBe('allowed')
  })

  test('exercises no cell, and neither does what may have found two', () => {
    const { cells } = resultOf({
      steps: [exclusive('A'), exclusive('B', true, maybe), release('A'), wakes('B')],
    })
    expect(cells).toEqual(['S0 Exclusive TRUE'])
  })

  test('stops the machine where it went wrong', () => {
    const steps = [release('B', maybe), exclusive('A')]
    expect(verdictOf({ steps })).toBe('allowed')
  })

  test('is true, false or "maybe"', () => {
    expect(() => verdictOf({ steps: [exclusive('A', true, { blocks: 'perhaps' })] })).toThrow(
      'expected true, false or "maybe"',
    )
  })
})
