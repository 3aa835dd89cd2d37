import { type ExclusiveLock, petersonLock } from '#locks'

export type PetersonBug = 'without turn' | 'turn before flag' | 'turn to oneself'

/** As it was published, for two threads: a level is a flag, and it is the turn of whoever did not come last. */
const forTwo = (lock: ExclusiveLock): ExclusiveLock => ({ ...lock, threads: 2 })

export const petersonForTwo: ExclusiveLock = forTwo(petersonLock())

export const brokenPeterson: Readonly<Record<PetersonBug, ExclusiveLock>> = {
  'without turn': forTwo(
    petersonLock(({ level }) => ({
      *look(_, other, rung) {
        yield* level.at(other).waitUntil((theirs) => theirs < rung)
        return 'is below'
      },
    })),
  ),
  'turn before flag': forTwo(
    petersonLock(({ level, victim }) => ({
      *enter(me, rung) {
        yield* victim.at(rung).store(me)
        yield* level.at(me).store(rung)
      },
    })),
  ),
  'turn to oneself': forTwo(
    petersonLock(({ level, victim }) => ({
      *enter(me, rung) {
        yield* level.at(me).store(rung)
        yield* victim.at(rung).store(1 - me)
      },
    })),
  ),
}
