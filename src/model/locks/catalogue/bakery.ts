import { again, type Cells, cells, fold, loop, proc, range, type Steps, type Tools } from '../../language/index.ts'
import { type ExclusiveCalls, type ExclusiveLock, exclusive, numbered } from '../exclusive.ts'
import { type Instead, nothing } from '../instead.ts'
import { lock } from '../lock.ts'

export type Bakery = {
  readonly choosing: Cells<number, boolean>
  readonly number: Cells<number, number>
}

/** A customer with a ticket. */
export type Place = readonly [ticket: number, id: number]

export type BakerySteps = {
  /** Says that a ticket is being chosen. */
  choose(me: number): Steps
  take(me: number, ticket: number): Steps
  /** Says that none is being chosen any more. */
  settle(me: number): Steps
  isBefore(place: Place, other: Place): boolean
  leave(me: number): Steps
}

/** Lamport's bakery (1974) with tickets 1 to M: who would need a higher one backs off and tries again. */
export function bakery(
  { shared }: Pick<Tools, 'shared'>,
  { N, M }: { readonly N: number; readonly M: number },
  instead: Instead<Bakery, BakerySteps> = nothing,
): ExclusiveCalls<number> {
  const ids = range(N)
  const shop = shared({
    choosing: cells(ids, [false, true]),
    number: cells(ids, range(M + 1)), // 0: no ticket
  })
  const { choosing, number } = shop
  const { choose, take, settle, isBefore, leave } = { ...stepsOf(shop), ...instead(shop) }

  const highest = (): Steps<number> =>
    fold(ids, 0, function* (high, id) {
      return Math.max(high, yield* number.at(id).load())
    })

  const takeTicket = proc(function* takeTicket(me: number) {
    const ticket = yield* loop(undefined, function* () {
      yield* choose(me)
      const last = yield* highest()
      if (last < M) {
        yield* take(me, last + 1)
        return last + 1
      }
      yield* settle(me)
      return again(undefined)
    })
    yield* settle(me)
    return ticket
  })

  return {
    lock: proc(function* lock(me: number) {
      const mine = yield* takeTicket(me)
      for (const other of ids) {
        yield* choosing.at(other).waitFor(false)
        yield* number.at(other).waitUntil((theirs) => theirs === 0 || !isBefore([theirs, other], [mine, me]))
      }
    }),
    unlock: proc(function* unlock(me: number) {
      yield* leave(me)
    }),
  }
}

/** The bakery for clients that are served in their order where they have equal tickets. */
export const bakeryLock = (M: number, instead: Instead<Bakery, BakerySteps> = nothing): ExclusiveLock =>
  lock({
    name: 'bakery',
    ...exclusive,
    describe: (tools, clients) => numbered(clients, bakery(tools, { N: clients.length, M }, instead)),
  })

const stepsOf = ({ choosing, number }: Bakery): BakerySteps => ({
  choose: (me) => choosing.at(me).store(true),
  take: (me, ticket) => number.at(me).store(ticket),
  settle: (me) => choosing.at(me).store(false),
  isBefore: ([ticket, id], [otherTicket, otherId]) => ticket < otherTicket || (ticket === otherTicket && id < otherId),
  leave: (me) => number.at(me).store(0),
})
