import { check, type Verdict } from 'lockproof'
import { type FineMutantName, type FineOptions, fineEresourceLock, fineMutants } from 'lockproof/eresource/fine'
import { describe, expect, test } from 'vitest'
import { anyClient } from './any-client.ts'

const allocated: Partial<FineOptions> = { hasWaiterObjects: true }
const growing: Partial<FineOptions> = { hasWaiterObjects: true, keepsMemory: true, firstTable: 1, largerBy: 1 }
const calls = ['X', 'S', 'rel', 'cv'] as const

function verdictOf(resource: Partial<FineOptions>, threads: number, isWatched = true): Verdict {
  return check(anyClient(fineEresourceLock({ calls, resource, isWatched }), { threads }), { reduction: 'none' })
}

function found({ violation }: Verdict): readonly [what: string | undefined, steps: number | undefined] {
  return [violation?.message, violation?.trace?.steps.length]
}

describe('each window that is left open is found, with no specification at hand', () => {
  test.each<[FineMutantName, Partial<FineOptions>, number, string, number]>([
    ['waitsInOwnerEntry', allocated, 3, 'bug check 0xE3', 16],
    ['batchReadLater', allocated, 2, 'S6', 6],
    ['signalLost', allocated, 2, '2 threads wait for ever', 7],
    ['waiterGivesUp', allocated, 2, '2 threads wait for ever', 12],
    ['convertLosesEntry', allocated, 2, 'bug check 0xE3', 3],
    ['staleGrowth', growing, 3, 'bug check 0xE3', 9],
    ['freesBeforeSwap', growing, 3, 'use after free', 9],
    ['keepsEntryPointer', growing, 3, 'use after free', 13],
  ])('%s', (mutant, resource, threads, message, steps) => {
    const [said, after] = found(verdictOf({ ...resource, rules: fineMutants[mutant] }, threads))
    expect([said, after]).toEqual([expect.stringContaining(message), steps])
  })

  test('and none as it is implemented', () => {
    expect([verdictOf(allocated, 3), verdictOf(growing, 3)].map(({ verdict }) => verdict)).toEqual([
      'verified',
      'verified',
    ])
  })
})

test('a reader that barges past a writer breaks no promise but the order', () => {
  expect(verdictOf({ ...allocated, rules: fineMutants.readerBarges }, 3).verdict).toBe('verified')
})
