import { type Cell, modulo, proc, type Steps } from '../../language/index.ts'
import { type ExclusiveLock, exclusive } from '../exclusive.ts'
import { type Instead, nothing } from '../instead.ts'
import { lock } from '../lock.ts'

export type TicketDesk = { readonly next: Cell<number>; readonly serving: Cell<number> }

export type TicketSteps = {
  draw(): Steps<number>
  serveNext(): Steps
}

/** The ticket lock; as there are never more than N customers, tickets may be counted modulo N. */
export const ticketLock = (instead: Instead<TicketDesk, TicketSteps> = nothing): ExclusiveLock =>
  lock({
    name: 'ticket',
    ...exclusive,
    describe({ shared }, { length: N }) {
      const desk = shared({ next: modulo(N), serving: modulo(N) })
      const { draw, serveNext } = { ...stepsOf(desk), ...instead(desk) }
      return {
        lock: proc(function* lock() {
          const mine = yield* draw()
          yield* desk.serving.waitFor(mine)
        }),
        unlock: proc(function* unlock() {
          yield* serveNext()
        }),
      }
    },
  })

const stepsOf = ({ next, serving }: TicketDesk): TicketSteps => ({
  draw: () => next.fetchAdd(1),
  serveNext: () => serving.add(1),
})
