import { modulo, proc } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'
import { exclusive } from './exclusive.ts'

export type TicketBug = 'wraps too early' | 'drawn in two steps' | 'two are served'

/** The ticket lock; tickets are counted modulo the number of threads, and more are never out. */
export const ticketLock = (bug?: TicketBug): Lock<'lock' | 'unlock', 'critical'> =>
  lock({
    name: 'ticket',
    ...exclusive,
    describe({ shared }) {
      const size = bug === 'wraps too early' ? 2 : 4
      const { next, serving } = shared({ next: modulo(size), serving: modulo(size) })
      const draw = proc(function* draw() {
        if (bug !== 'drawn in two steps') return yield* next.fetchAdd(1)
        const drawn = yield* next.load()
        yield* next.store((drawn + 1) % size)
        return drawn
      })
      return {
        lock: proc(function* lock() {
          const mine = yield* draw()
          yield* serving.waitFor(mine)
        }),
        unlock: () => serving.add(bug === 'two are served' ? 2 : 1),
      }
    },
  })
