import { object, proc, type ThreadId, waitUntil } from 'lockproof'
import { lock } from 'lockproof/refine'
import { type Upgradable, upgradable } from 'lockproof/specifications'

type Word = { readonly readers: number; readonly isUpgradable: boolean; readonly isWritten: boolean }

const word = () =>
  object<Word>({ readers: 0, isUpgradable: false, isWritten: false })({
    reads(d) {
      waitUntil(!d.isWritten)
      d.readers++
    },
    endsRead(d) {
      d.readers--
    },
    takes(d) {
      waitUntil(!d.isUpgradable)
      d.isUpgradable = true
    },
    closes(d) {
      d.isWritten = true
    },
    drained(d) {
      waitUntil(d.readers === 0)
    },
    opens(d, isUpgradable: boolean) {
      d.isWritten = false
      d.isUpgradable = isUpgradable
    },
    letsGo(d) {
      d.isUpgradable = false
    },
  })

/** A word with a bit for the one that may upgrade, and one that keeps readers out. Broken: nobody waits until they have left. */
export const inBits = (broken?: 'does not drain'): Upgradable =>
  lock({
    ...upgradable({ prefers: 'either' }),
    name: `upgradable in bits${broken === undefined ? '' : `, ${broken}`}`,
    describe({ shared }) {
      const { w } = shared({ w: word() })
      const upgrade = proc(function* upgrade(_me: ThreadId) {
        yield* w.closes()
        if (broken === undefined) yield* w.drained()
      })
      return {
        lockRead: () => w.reads(),
        unlockRead: () => w.endsRead(),
        lockUpgradable: () => w.takes(),
        unlockUpgradable: () => w.letsGo(),
        upgrade,
        downgrade: () => w.opens(true),
        lockWrite: proc(function* lockWrite(me: ThreadId) {
          yield* w.takes()
          yield* upgrade(me)
        }),
        unlockWrite: () => w.opens(false),
      }
    },
  })
