import { cells, fold, proc, range, type ThreadId } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { exclusive } from './exclusive.ts'

export type BakeryBug = 'without choosing' | 'without tie break' | 'chosen too early' | 'ticket kept'

const highest = 5

/** Lamport's bakery (1974), with tickets enough for short programs. */
export const bakeryLock = (bug?: BakeryBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'bakery',
    ...exclusive,
    threads: 2,
    describe({ shared }, clients) {
      const { choosing, ticket } = shared({
        choosing: cells(clients, [false, true]),
        ticket: cells(clients, range(highest + 1)),
      })
      const isBehind = (mine: number, me: ThreadId, theirs: number, other: ThreadId): boolean => {
        if (theirs === 0 || theirs > mine) return false
        return theirs < mine || (bug !== 'without tie break' && clients.indexOf(other) < clients.indexOf(me))
      }
      const takeTicket = proc(function* takeTicket(me: ThreadId) {
        if (bug !== 'without choosing') yield* choosing.at(me).store(true)
        const last = yield* fold(clients, 0, function* (high, client) {
          return Math.max(high, yield* ticket.at(client).load())
        })
        if (bug === 'chosen too early') yield* choosing.at(me).store(false)
        yield* ticket.at(me).store(last + 1)
        if (bug !== 'without choosing' && bug !== 'chosen too early') yield* choosing.at(me).store(false)
        return last + 1
      })
      return {
        lock: proc(function* lock(me: ThreadId) {
          const mine = yield* takeTicket(me)
          for (const other of clients.filter((client) => client !== me)) {
            yield* choosing.at(other).waitFor(false)
            yield* ticket.at(other).waitUntil((theirs) => !isBehind(mine, me, theirs, other))
          }
        }),
        unlock: (me) => ticket.at(me).store(bug === 'ticket kept' ? 1 : 0),
      }
    },
  })
