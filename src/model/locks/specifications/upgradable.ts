import { choose, object, proc, type ThreadId, waitUntil, withMember, withoutMember } from '../../language/index.ts'
import { type Lock, lock } from '../lock.ts'
import type { Preference } from './readers-writers.ts'
import { heldBy, listed } from './words.ts'

type State = {
  readonly readers: readonly ThreadId[]
  /** The reader that may become the writer. */
  readonly upgradable: ThreadId | null
  readonly writer: ThreadId | null
  /** Who has said that it waits to write. */
  readonly waiting: readonly ThreadId[]
}

/** What {@link upgradable} makes. */
export type Upgradable = Lock<
  | 'lockRead'
  | 'unlockRead'
  | 'lockUpgradable'
  | 'unlockUpgradable'
  | 'upgrade'
  | 'downgrade'
  | 'lockWrite'
  | 'unlockWrite',
  'reading' | 'upgradable' | 'writing'
>

const rules = {
  sections: {
    reading: { excludes: ['writing'] },
    upgradable: { excludes: ['upgradable', 'writing'] },
    writing: { excludes: ['reading', 'upgradable', 'writing'] },
  },
  calls: {
    lockRead: { opens: 'reading' },
    unlockRead: { closes: 'reading' },
    lockUpgradable: { opens: 'upgradable' },
    unlockUpgradable: { closes: 'upgradable' },
    upgrade: { closes: 'upgradable', opens: 'writing' },
    downgrade: { closes: 'writing', opens: 'upgradable' },
    lockWrite: { opens: 'writing' },
    unlockWrite: { closes: 'writing' },
  },
} as const

/**
 * Readers beside one thread that reads and may become the writer without letting go, or one writer. Two that upgrade
 * cannot wait for one another, since there is one at a time. `prefers`: whether readers that come wait for who waits to
 * write, as of `readersWriters`.
 */
export const upgradable = ({ prefers }: { readonly prefers: Preference }): Upgradable =>
  lock({
    name: prefers === 'either' ? 'upgradable rwlock' : `${prefers}-first upgradable rwlock`,
    ...rules,
    describe({ shared }) {
      const { l } = shared({ l: state() })
      const announced = (name: string, enters: (me: ThreadId) => ReturnType<typeof l.lockWrite>) =>
        proc(
          function* (me: ThreadId) {
            if (prefers === 'writers' || (prefers === 'either' && (yield* choose([true, false]))))
              yield* l.announces(me)
            yield* enters(me)
          },
          { name },
        )
      return {
        lockRead: (me) => l.lockRead(me),
        unlockRead: (me) => l.unlockRead(me),
        lockUpgradable: (me) => l.lockUpgradable(me),
        unlockUpgradable: () => l.unlockUpgradable(),
        upgrade: announced('upgrade', (me) => l.upgrade(me)),
        downgrade: (me) => l.downgrade(me),
        lockWrite: announced('lockWrite', (me) => l.lockWrite(me)),
        unlockWrite: () => l.unlockWrite(),
      }
    },
  })

const state = () =>
  object<State>({ readers: [], upgradable: null, writer: null, waiting: [] })(
    {
      lockRead(d, me: ThreadId) {
        waitUntil(d.writer === null && d.waiting.length === 0)
        d.readers = withMember(d.readers, me)
      },
      unlockRead(d, me: ThreadId) {
        d.readers = withoutMember(d.readers, me)
      },
      lockUpgradable(d, me: ThreadId) {
        waitUntil(d.writer === null && d.upgradable === null)
        d.upgradable = me
      },
      unlockUpgradable(d) {
        d.upgradable = null
      },
      announces(d, me: ThreadId) {
        d.waiting = withMember(d.waiting, me)
      },
      upgrade(d, me: ThreadId) {
        waitUntil(d.readers.length === 0)
        d.waiting = withoutMember(d.waiting, me)
        d.upgradable = null
        d.writer = me
      },
      downgrade(d, me: ThreadId) {
        d.writer = null
        d.upgradable = me
      },
      lockWrite(d, me: ThreadId) {
        waitUntil(d.writer === null && d.upgradable === null && d.readers.length === 0)
        d.waiting = withoutMember(d.waiting, me)
        d.writer = me
      },
      unlockWrite(d) {
        d.writer = null
      },
    },
    {
      words: ({ readers, upgradable, writer, waiting }) => {
        const isShared = writer === null && (readers.length > 0 || upgradable !== null)
        const owners = heldBy(writer, upgradable, ...readers)
        const may = upgradable === null ? [] : [upgradable]
        return `${isShared ? 'shared, ' : ''}${owners}${listed('may upgrade', may)}${listed('writers wait', waiting)}`
      },
    },
  )
