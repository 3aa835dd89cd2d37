import { bakeryLock, type ExclusiveLock } from '#locks'

export type BakeryBug = 'without choosing' | 'without tie break' | 'chosen too early' | 'ticket kept'

/** Tickets enough for short programs of two threads. */
const M = 5

const forTwo = (lock: ExclusiveLock): ExclusiveLock => ({ ...lock, threads: 2 })

export const bakeryForTwo: ExclusiveLock = forTwo(bakeryLock(M))

export const brokenBakery: Readonly<Record<BakeryBug, ExclusiveLock>> = {
  'without choosing': forTwo(bakeryLock(M, () => ({ *choose() {}, *settle() {} }))),
  'without tie break': forTwo(bakeryLock(M, () => ({ isBefore: ([ticket], [other]) => ticket < other }))),
  'chosen too early': forTwo(
    bakeryLock(M, ({ choosing, number }) => ({
      *take(me, ticket) {
        yield* choosing.at(me).store(false)
        yield* number.at(me).store(ticket)
      },
    })),
  ),
  'ticket kept': forTwo(bakeryLock(M, ({ number }) => ({ leave: (me) => number.at(me).store(1) }))),
}
