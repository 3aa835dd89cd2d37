import { type Cell, counter, type Draft, object, proc, type Steps, waitUntil } from '../../language/index.ts'
import { type ExclusiveLock, exclusive } from '../exclusive.ts'
import type { Instead } from '../instead.ts'
import { lock } from '../lock.ts'

export type Semaphore = { readonly signals: number }

export type SemaphoreRecipes = {
  wait(semaphore: Draft<Semaphore>): void
  signal(semaphore: Draft<Semaphore>): void
}

/** How many are inside or want to be. */
export type Wanted = Cell<number>

export type BenaphoreSteps = {
  /** Counts one more; answers how many were there before. */
  enter(): Steps<number>
  /** Counts one less; answers how many were there before. */
  leave(): Steps<number>
}

export type BenaphoreInstead = {
  readonly steps?: Instead<Wanted, BenaphoreSteps>
  readonly semaphore?: Partial<SemaphoreRecipes>
}

/** A benaphore: a counter of who wants in, and a semaphore for who must wait (Schillings, Be Newsletter 1996). */
export const benaphore = (instead: BenaphoreInstead = {}): ExclusiveLock =>
  lock({
    name: 'benaphore',
    ...exclusive,
    describe({ shared }, { length: N }) {
      const { wanted, semaphore } = shared({
        wanted: counter({ upTo: N }),
        semaphore: object(unsignalled)({ ...recipes, ...instead.semaphore }),
      })
      const { enter, leave } = { ...stepsOf(wanted), ...instead.steps?.(wanted) }
      return {
        lock: proc(function* lock() {
          if ((yield* enter()) > 0) yield* semaphore.wait()
        }),
        unlock: proc(function* unlock() {
          if ((yield* leave()) > 1) yield* semaphore.signal()
        }),
      }
    },
  })

const stepsOf = (wanted: Wanted): BenaphoreSteps => ({
  enter: () => wanted.fetchAdd(1),
  leave: () => wanted.fetchAdd(-1),
})

const unsignalled: Semaphore = { signals: 0 }

const recipes: SemaphoreRecipes = {
  wait(semaphore) {
    waitUntil(semaphore.signals > 0)
    semaphore.signals--
  },
  signal(semaphore) {
    semaphore.signals++
  },
}
