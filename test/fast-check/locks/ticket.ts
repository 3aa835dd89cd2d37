import { type ExclusiveLock, ticketLock } from '#locks'

export type TicketBug = 'wraps too early' | 'drawn in two steps' | 'two are served'

export const brokenTicket: Readonly<Record<TicketBug, ExclusiveLock>> = {
  'wraps too early': ticketLock(({ next }) => ({
    *draw() {
      return (yield* next.fetchAdd(1)) % 2
    },
  })),
  'drawn in two steps': ticketLock(({ next }) => ({
    *draw() {
      const drawn = yield* next.load()
      yield* next.add(1)
      return drawn
    },
  })),
  'two are served': ticketLock(({ serving }) => ({ serveNext: () => serving.add(2) })),
}
