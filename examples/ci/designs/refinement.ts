import type { System } from 'lockproof'
import { refinement } from 'lockproof/refine'
import { mutex } from 'lockproof/specifications'
import { futexMutex } from '../src/futex-mutex.ts'

/** The futex mutex does what a mutex does: three threads that lock and unlock for ever could not tell them apart. */
export const futexIsMutex: System = refinement('futex mutex is a mutex', {
  implementation: futexMutex,
  specification: mutex,
  threads: 3,
})
