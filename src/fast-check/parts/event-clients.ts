import { cell, proc, repeatUntil } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { Event, WaitOptions } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type EventCall = 'lock' | 'unlock' | 'timedLock'

const rules = {
  sections: { critical: { excludes: ['critical'] } },
  calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' }, timedLock: { opens: 'critical' } },
} as const

/**
 * Threads for an event that resets itself, and is set while nobody is inside: at first, too.
 * @example
 * const clients = autoEventClients(() => event('auto', true))
 * fc.assert(everyProgramHolds(clients))
 */
export function autoEventClients(make: () => Event): Lock<EventCall, 'critical'> {
  return lock({
    name: 'event, auto',
    ...rules,
    describe({ shared }) {
      const { free } = shared({ free: make() })
      return {
        lock: () => free.wait(),
        unlock: () => free.set(),
        timedLock: proc(function* timedLock() {
          return (yield* free.wait({ mayTimeOut: true })) === 'set'
        }),
      }
    },
  })
}

/**
 * Threads for a word, and an event that stays set and says that the word may be free; `pass` sets another one, which
 * lets it pass twice.
 * @example
 * const clients = manualEventClients(() => event('manual'))
 * fc.assert(everyProgramHolds(clients))
 */
export function manualEventClients(make: () => Event): Lock<EventCall | 'pass', 'critical'> {
  return lock({
    name: 'event, manual',
    sections: rules.sections,
    calls: { ...rules.calls, pass: {} },
    describe({ shared }) {
      const { word, freed, gate } = shared({ word: cell(['free', 'held']), freed: make(), gate: make() })
      const takes = proc((options: WaitOptions) =>
        repeatUntil(function* () {
          yield* freed.reset()
          if (yield* word.compareAndSwap('free', 'held')) return true
          yield* freed.wait(options)
          return false
        }),
      )
      return {
        lock: () => takes({}),
        timedLock: () => takes({ mayTimeOut: true }), // and tries again
        unlock: proc(function* unlock() {
          yield* word.store('free')
          yield* freed.set()
        }),
        pass: proc(function* pass() {
          yield* gate.set()
          yield* gate.wait()
          yield* gate.wait()
        }),
      }
    },
  })
}
