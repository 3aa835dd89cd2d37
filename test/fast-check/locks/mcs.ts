import { type ExclusiveLock, mcsLock } from '#locks'

export type McsBug = 'tail cleared blindly' | 'locked after linking' | 'next not cleared' | 'heir not woken'

export const brokenMcs: Readonly<Record<McsBug, ExclusiveLock>> = {
  'tail cleared blindly': mcsLock(({ tail }) => ({
    *empty() {
      yield* tail.store(null)
      return true
    },
  })),
  'locked after linking': mcsLock(({ next, locked }) => ({
    *link(ahead, me) {
      yield* next.at(ahead).store(me)
      yield* locked.at(me).store(true)
    },
  })),
  'next not cleared': mcsLock(() => ({ *clear() {} })),
  'heir not woken': mcsLock(() => ({ *wake() {} })),
}
