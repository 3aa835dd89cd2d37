import { waitUntil } from 'lockproof'
import { benaphore, type ExclusiveLock } from '#locks'

export type BenaphoreBug = 'signal lost' | 'signal kept' | 'wakes nobody' | 'counted in two steps'

export const brokenBenaphore: Readonly<Record<BenaphoreBug, ExclusiveLock>> = {
  'signal lost': benaphore({
    semaphore: {
      signal(semaphore) {
        semaphore.signals = 0
      },
    },
  }),
  'signal kept': benaphore({
    semaphore: {
      wait(semaphore) {
        waitUntil(semaphore.signals > 0)
      },
    },
  }),
  'wakes nobody': benaphore({
    steps: (wanted) => ({
      *leave() {
        yield* wanted.add(-1)
        return 0
      },
    }),
  }),
  'counted in two steps': benaphore({
    steps: (wanted) => ({
      *enter() {
        const seen = yield* wanted.load()
        yield* wanted.store(seen + 1)
        return seen
      },
    }),
  }),
}
