import { cell, proc, type Steps, type System, spinUntil, type ThreadId } from 'lockproof'
import { type Lock, lock, refinement } from 'lockproof/refine'
import { fairMutex, mutex } from 'lockproof/specifications'

type Mutex = Lock<'lock' | 'unlock', 'critical'>
type Flag = ReturnType<typeof flag>
const flag = () => cell(['free', 'taken'])

/** A mutex of one flag; how it is taken is its own affair. */
const flagMutex = (name: string, take: (flag: Flag) => Steps<unknown>): Mutex =>
  lock({
    name,
    sections: { critical: { excludes: ['critical'] } },
    calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
    describe({ shared }) {
      const it = shared({ flag: flag() })
      return { lock: proc((_me: ThreadId) => take(it.flag), { name: 'lock' }), unlock: () => it.flag.store('free') }
    },
  })

export const testAndSet: Mutex = flagMutex('test-and-set', (flag) => flag.when('free').store('taken'))

/** Each lock takes several steps in reality, and is one step in `mutex`: nobody can tell. */
export const isMutex: System = refinement('test-and-set is a mutex', {
  implementation: testAndSet,
  specification: mutex,
  threads: 3,
})

/** Looks, then takes: two threads may have looked. */
const lookThenTake = flagMutex('look, then take', function* (flag) {
  yield* flag.waitFor('free')
  yield* flag.store('taken')
})

export const letsTwoIn: System = refinement('look, then take', {
  implementation: lookThenTake,
  specification: mutex,
  threads: 2,
  expect: { answers: 'lock', steps: 6 },
})

/** Spins for ever: it answers nothing wrong, since it answers nothing. */
const neverGrants = flagMutex('never grants', (flag) =>
  spinUntil(function* () {
    return yield* flag.test((it) => it === 'taken')
  }),
)

export const waitsInVain: System = refinement('never grants', {
  implementation: neverGrants,
  specification: mutex,
  threads: 2,
  expect: { waits: 'lock', steps: 1 },
})

/** Who has waited longest need not be next: that shows where all have come to rest, and nowhere else. */
export const isNotFair: System = refinement('test-and-set is not fair', {
  implementation: testAndSet,
  specification: fairMutex,
  threads: 3,
  keeps: 'order at rest',
  expect: { answers: 'lock', steps: 8 },
})
