import { cell, forever, spinUntil } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { type ExclusiveLock, flagLock } from '#locks'

export type FlagBug = 'looks, then takes' | 'any value opens' | 'unlock forgets' | 'unlock forgets spinners'

export const brokenFlag: Readonly<Record<FlagBug, ExclusiveLock>> = {
  'looks, then takes': flagLock((flag) => ({
    *lock() {
      yield* flag.waitFor('free')
      yield* flag.store('taken')
    },
  })),
  'any value opens': flagLock((flag) => ({ lock: () => flag.store('taken') })),
  'unlock forgets': flagLock((flag) => ({ unlock: () => flag.store('taken') })),
  /** Who spins steps, so that never all are blocked. */
  'unlock forgets spinners': flagLock((flag) => ({
    lock: () => spinUntil(() => flag.compareAndSwap('free', 'taken')),
    unlock: () => flag.store('taken'),
  })),
}

/** A flag lock, and a service beside it that neither ends nor rests. */
export function servedFlag(givesBack: boolean): Lock<'lock' | 'unlock' | 'serve', 'critical'> {
  return lock({
    name: 'served flag',
    sections: { critical: { excludes: ['critical'] } },
    calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' }, serve: {} },
    describe({ shared }) {
      const { flag, clock } = shared({ flag: cell(['free', 'taken']), clock: cell(['tick', 'tock']) })
      return {
        lock: () => flag.when('free').store('taken'),
        unlock: () => flag.store(givesBack ? 'free' : 'taken'),
        serve: () => forever(() => clock.update((c) => (c === 'tick' ? 'tock' : 'tick'))),
      }
    },
  })
}
