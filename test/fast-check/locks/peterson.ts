import { cell, cells, proc, spinUntil, type ThreadId } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { exclusive } from './exclusive.ts'

export type PetersonBug = 'without turn' | 'turn before flag' | 'turn to oneself'

/** Peterson's lock for two threads (1981). */
export const petersonLock = (bug?: PetersonBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'peterson',
    ...exclusive,
    threads: 2,
    describe({ shared }, clients) {
      const { flag, turn } = shared({ flag: cells(clients, ['down', 'up']), turn: cell([...clients]) })
      const raise = (me: ThreadId) => flag.at(me).store('up')
      return {
        lock: proc(function* lock(me: ThreadId) {
          const other = clients.find((client) => client !== me)
          if (other === undefined) return
          if (bug !== 'turn before flag') yield* raise(me)
          yield* turn.store(bug === 'turn to oneself' ? me : other)
          if (bug === 'turn before flag') yield* raise(me)
          if (bug === 'without turn') yield* flag.at(other).waitFor('down')
          else
            yield* spinUntil(function* () {
              if (yield* flag.at(other).test((it) => it === 'down')) return true
              return yield* turn.test((whose) => whose === me)
            })
        }),
        unlock: (me) => flag.at(me).store('down'),
      }
    },
  })
