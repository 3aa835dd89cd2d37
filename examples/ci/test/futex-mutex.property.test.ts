import fc from 'fast-check'
import { everyProgramHolds } from 'lockproof/fast-check'
import { describe, test } from 'vitest'
import { futexMutex } from '../src/futex-mutex.ts'

/** The nightly run sets them, so that it tries other programs, and more of them. */
const { FUZZ_SEED: seed = '1', FUZZ_RUNS: numRuns = '200' } = process.env

describe('the futex mutex', () => {
  test('every well-behaved program holds under every interleaving', () => {
    fc.assert(everyProgramHolds(futexMutex), { seed: Number(seed), numRuns: Number(numRuns) })
  })
})
