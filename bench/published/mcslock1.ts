import { again, atomically, cell, cells, type Family, loop, step, system, type ThreadId, threadIds } from 'lockproof'

type Place =
  | 'idle'
  | 'exchange'
  | 'anybody ahead?'
  | 'lock myself'
  | 'queue'
  | 'spin'
  | 'critical'
  | 'give back'
  | 'spin for an heir'
  | 'hand over'

type Process = { readonly at: Place; readonly ahead: ThreadId | null }

/** `mcslock1` of the Murphi distribution: the queue lock of Mellor-Crummey and Scott, whose looks in vain are steps. */
export const mcslock1: Family<{ N: number }> = system(
  'published mcslock1',
  { N: 3 },
  ({ shared, regions, threads, always }, { N }) => {
    const ids = threadIds(N)
    const { tail, next, locked } = shared({
      tail: cell([null, ...ids]),
      next: cells(ids, [null, ...ids]),
      locked: cells(ids, [false, true]),
    })
    const { critical } = regions('critical')

    threads(ids, function* (me) {
      yield* loop<Process>({ at: 'idle', ahead: null }, function* ({ at, ahead }) {
        const to = (place: Place) => again<Process>({ at: place, ahead })
        switch (at) {
          case 'idle':
            yield* next.at(me).store(null)
            return to('exchange')
          case 'exchange':
            return again<Process>({ at: 'anybody ahead?', ahead: yield* tail.exchange(me) })
          case 'anybody ahead?':
            yield* step('anybody ahead?')
            return to(ahead === null ? 'critical' : 'lock myself')
          case 'lock myself':
            yield* locked.at(me).store(true)
            return to('queue')
          case 'queue':
            if (ahead !== null) yield* next.at(ahead).store(me)
            return to('spin')
          case 'spin':
            return to((yield* locked.at(me).load()) ? 'spin' : 'critical')
          case 'critical':
            return to((yield* critical(() => next.at(me).test((id) => id === null))) ? 'give back' : 'hand over')
          case 'give back':
            return to((yield* tail.compareAndSwap(me, null)) ? 'idle' : 'spin for an heir')
          case 'spin for an heir':
            return to((yield* next.at(me).test((id) => id === null)) ? 'spin for an heir' : 'hand over')
          case 'hand over':
            yield* atomically(function* () {
              const heir = yield* next.at(me).load()
              if (heir !== null) yield* locked.at(heir).store(false)
            })
            return to('idle')
        }
      })
    })

    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  },
)
