import fc from 'fast-check'
import { type ClientProgram, eresourceDrivers, everyProgramHolds } from 'lockproof/fast-check'
import { describe, expect, test } from 'vitest'
import { brokenLocks, originals } from './broken-locks.ts'

function sizeOf(program: ClientProgram<string> | undefined): number {
  return program?.threads.flat().length ?? 0
}

describe('every well-behaved program holds under every interleaving', () => {
  test.each(originals)('of $name', (lock) => {
    fc.assert(everyProgramHolds(lock), { numRuns: 100 })
  })

  test.each(brokenLocks)('but not of $name: $bug, and $calls calls show it', ({ calls, lock }) => {
    const { failed, counterexample } = fc.check(everyProgramHolds(lock), { numRuns: 1_000, seed: 1 })
    expect(failed).toBe(true)
    expect(sizeOf(counterexample?.[0])).toBe(calls)
  })

  test('of drivers in a kernel that checks the APC rule and the IRQL', () => {
    fc.assert(everyProgramHolds(eresourceDrivers(), { depth: 3 }), { numRuns: 100 })
  })

  test('at least 20 broken locks are told from their originals', () => {
    expect(brokenLocks.length).toBeGreaterThanOrEqual(20)
  })
})
