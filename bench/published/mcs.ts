import { again, atomically, cell, cells, type Family, loop, step, system, type ThreadId, threadIds } from 'lockproof'

type Place = 'idle' | 'swap' | 'branch' | 'flag' | 'link' | 'wait' | 'critical' | 'last?' | 'successor' | 'hand over'
type Process = { readonly at: Place; readonly pred: ThreadId | null }

/**
 * `mcs` of the BEEM benchmark set: the MCS queue lock, step by step as published. Not derived from the catalogue's,
 * whose steps are others: here a thread takes a step to see whether somebody is ahead, does not forget who it was, and
 * reads its heir in the step that wakes it. The bugs: a waiter links itself to itself (1); a thread that leaves clears
 * its own flag (2).
 */
export const mcs: Family<{ N: number; ERROR: number }> = system(
  'published mcs',
  { N: 3, ERROR: 0 },
  ({ shared, regions, threads, always }, { N, ERROR }) => {
    const ids = threadIds(N)
    const { tail, next, locked } = shared({
      tail: cell([null, ...ids]),
      next: cells(ids, [null, ...ids]),
      locked: cells(ids, [false, true]),
    })
    const { critical } = regions('critical')

    threads(ids, function* (me) {
      const idle: Process = { at: 'idle', pred: ids[0] ?? null } // private variables start as 0, which is the first thread
      yield* loop(idle, function* ({ at, pred }) {
        const goTo = (place: Place) => again<Process>({ at: place, pred })
        switch (at) {
          case 'idle':
            yield* next.at(me).store(null)
            return goTo('swap')
          case 'swap':
            return again({ at: 'branch', pred: yield* tail.exchange(me) })
          case 'branch':
            yield* step(pred === null ? 'free' : 'behind somebody')
            return goTo(pred === null ? 'critical' : 'flag')
          case 'flag':
            yield* locked.at(me).store(true)
            return goTo('link')
          case 'link':
            yield* next.at(ERROR === 1 || pred === null ? me : pred).store(me)
            return goTo('wait')
          case 'wait':
            yield* locked.at(me).waitFor(false)
            return goTo('critical')
          case 'critical':
            return goTo((yield* critical(() => next.at(me).test((id) => id === null))) ? 'last?' : 'hand over')
          case 'last?':
            return goTo((yield* tail.compareAndSwap(me, null)) ? 'idle' : 'successor')
          case 'successor':
            yield* next.at(me).waitUntil((id) => id !== null)
            return goTo('hand over')
          case 'hand over':
            yield* atomically(function* () {
              const heir =
                ERROR === 2
                  ? me
                  : yield* next
                      .at(me)
                      .when((id) => id !== null)
                      .load()
              yield* locked.at(heir).store(false)
            })
            return goTo('idle')
        }
      })
    })

    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  },
)
