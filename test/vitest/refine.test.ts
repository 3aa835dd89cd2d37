import 'lockproof/vitest'
import { UsageError } from 'lockproof'
import { mutex } from 'lockproof/specifications'
import { describe, expect, test } from 'vitest'
import { naiveFlag, neverGrants, testAndSet } from '../refine/locks/mutexes.ts'

describe('toRefine', () => {
  test('passes for what refines, and its opposite for what does not', () => {
    expect(testAndSet).toRefine(mutex, { threads: 2, depth: 1, reduction: 'none' })
    expect(naiveFlag).not.toRefine(mutex, { threads: 2 })
    expect(neverGrants).not.toRefine(mutex, { threads: 2 })
    expect(neverGrants).toRefine(mutex, { threads: 2, keeps: 'answers' })
  })

  test('fails with what was found and the way there', () => {
    expect(() => expect(naiveFlag).toRefine(mutex, { threads: 2 })).toThrow(
      /expected naive flag refines mutex to do so; it is violated: lock answers otherwise, 6 steps/,
    )
    expect(() => expect(testAndSet).not.toRefine(mutex, { threads: 2 })).toThrow(/it holds in all \d+ states/)
  })

  test('passes neither so nor with .not where a limit has stopped the search', () => {
    const limits = { states: 5 }
    expect(() => expect(testAndSet).toRefine(mutex, { threads: 2, limits })).toThrow(/was not searched to the end/)
    expect(() => expect(testAndSet).not.toRefine(mutex, { threads: 2, limits })).toThrow(/was not searched to the end/)
  })

  test('refuses what is no lock, and options that it does not know', () => {
    expect(() => expect(3).toRefine(mutex)).toThrow(UsageError)
    expect(() => expect(testAndSet).toRefine(undefined as never)).toThrow(UsageError)
    expect(() => expect(testAndSet).toRefine(mutex, { thread: 2 } as never)).toThrow(/has no option thread/)
  })
})
