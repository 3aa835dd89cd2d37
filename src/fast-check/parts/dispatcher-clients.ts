import { proc } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type * as Parts from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type DispatcherCall =
  | 'waitForMutex'
  | 'releaseMutex'
  | 'waitForEvent'
  | 'setEvent'
  | 'waitForBoth'
  | 'releaseBoth'
  | 'timedWaitForMutex'
  | 'alertableWaitForBoth'
  | 'tryEvent'

type Made = Pick<typeof Parts, 'dispatcher' | 'KEVENT' | 'KMUTEX'>

/**
 * Threads for a mutex, for a synchronization event that is a lock, and for both at once.
 * @example
 * const clients = dispatcherClients({ dispatcher, KEVENT, KMUTEX })
 * fc.assert(everyProgramHolds(clients))
 */
export function dispatcherClients({
  dispatcher,
  KEVENT,
  KMUTEX,
}: Made): Lock<DispatcherCall, 'mutex' | 'event' | 'both'> {
  const [mutex, event, both] = [{ opens: 'mutex' }, { opens: 'event' }, { opens: 'both' }] as const
  return lock({
    name: 'dispatcher',
    sections: {
      mutex: { excludes: ['mutex', 'both'] },
      event: { excludes: ['event', 'both'] },
      both: { excludes: ['mutex', 'event', 'both'] },
    },
    calls: {
      waitForMutex: mutex,
      releaseMutex: { closes: 'mutex' },
      waitForEvent: event,
      setEvent: { closes: 'event' },
      waitForBoth: both,
      releaseBoth: { closes: 'both' },
      timedWaitForMutex: mutex,
      alertableWaitForBoth: both,
      tryEvent: event,
    },
    describe({ shared }) {
      const { ke } = shared({ ke: dispatcher({ m: KMUTEX(), e: KEVENT('synchronization', true) }) })
      const all = ['m', 'e'] as const
      return {
        waitForMutex: (me) => ke.KeWaitForSingleObject(me, 'm'),
        releaseMutex: (me) => ke.KeReleaseMutex(me, 'm'),
        waitForEvent: (me) => ke.KeWaitForSingleObject(me, 'e'),
        setEvent: () => ke.KeSetEvent('e'),
        waitForBoth: (me) => ke.KeWaitForMultipleObjects(me, all, 'WaitAll'),
        releaseBoth: proc(function* releaseBoth(me) {
          yield* ke.KeSetEvent('e')
          yield* ke.KeReleaseMutex(me, 'm')
        }),
        timedWaitForMutex: proc(function* timedWaitForMutex(me) {
          return (yield* ke.KeWaitForSingleObject(me, 'm', { mayTimeOut: true })) === 'satisfied'
        }),
        alertableWaitForBoth: proc(function* alertableWaitForBoth(me) {
          return (yield* ke.KeWaitForMultipleObjects(me, all, 'WaitAll', { mayBeInterrupted: true })) === 'satisfied'
        }),
        tryEvent: proc(function* tryEvent(me) {
          return (yield* ke.KeWaitForSingleObject(me, 'e', { Timeout: 0 })) === 'satisfied'
        }),
      }
    },
  })
}
