import { type ExclusiveLock, flagLock } from '#locks'

export type FlagBug = 'looks, then takes' | 'any value opens' | 'unlock forgets'

export const brokenFlag: Readonly<Record<FlagBug, ExclusiveLock>> = {
  'looks, then takes': flagLock((flag) => ({
    *lock() {
      yield* flag.waitFor('free')
      yield* flag.store('taken')
    },
  })),
  'any value opens': flagLock((flag) => ({ lock: () => flag.store('taken') })),
  'unlock forgets': flagLock((flag) => ({ unlock: () => flag.store('taken') })),
}
