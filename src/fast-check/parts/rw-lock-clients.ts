import { proc } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { RwLock } from '../../parts/index.ts'

type Way = 'lock' | 'tryLock' | 'timedLock' | 'unlock'
/** Calls that random clients of the part make. */
export type RwLockCall = `${Way}${'Read' | 'Write'}`

/**
 * Readers and writers of one lock, which `make` makes.
 * @example
 * const clients = rwLockClients(() => rwLock('phase-fair'))
 * fc.assert(everyProgramHolds(clients))
 */
export function rwLockClients(make: () => RwLock): Lock<RwLockCall, 'reading' | 'writing'> {
  const [reads, writes] = [{ opens: 'reading' }, { opens: 'writing' }] as const
  return lock({
    name: 'rwLock',
    sections: { reading: { excludes: ['writing'] }, writing: { excludes: ['writing'] } },
    calls: {
      lockRead: reads,
      lockWrite: writes,
      unlockRead: { closes: 'reading' },
      unlockWrite: { closes: 'writing' },
      tryLockRead: reads,
      tryLockWrite: writes,
      timedLockRead: reads,
      timedLockWrite: writes,
    },
    describe({ shared }) {
      const { l } = shared({ l: make() })
      return {
        lockRead: (me) => l.lockRead(me),
        lockWrite: (me) => l.lockWrite(me),
        unlockRead: (me) => l.unlockRead(me),
        unlockWrite: (me) => l.unlockWrite(me),
        tryLockRead: (me) => l.tryLockRead(me),
        tryLockWrite: (me) => l.tryLockWrite(me),
        timedLockRead: proc(function* timedLockRead(me) {
          return (yield* l.lockRead(me, { mayTimeOut: true })) === 'locked'
        }),
        timedLockWrite: proc(function* timedLockWrite(me) {
          return (yield* l.lockWrite(me, { mayTimeOut: true })) === 'locked'
        }),
      }
    },
  })
}
