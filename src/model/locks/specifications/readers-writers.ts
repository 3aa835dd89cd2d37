import { choose, object, proc, type ThreadId, waitUntil, withMember, withoutMember } from '../../language/index.ts'
import { type Lock, lock } from '../lock.ts'
import { heldBy, listed } from './words.ts'

type State = {
  readonly readers: readonly ThreadId[]
  readonly writer: ThreadId | null
  /** Writers that have said that they wait. */
  readonly waiting: readonly ThreadId[]
}

/** What {@link readersWriters} makes. */
export type ReadersWriters = Lock<'lockRead' | 'unlockRead' | 'lockWrite' | 'unlockWrite', 'reading' | 'writing'>

const rules = {
  sections: { reading: { excludes: ['writing'] }, writing: { excludes: ['writing'] } },
  calls: {
    lockRead: { opens: 'reading' },
    unlockRead: { closes: 'reading' },
    lockWrite: { opens: 'writing' },
    unlockWrite: { closes: 'writing' },
  },
} as const

/** Whom a reader waits for beside a writer inside: nobody; every writer that waits; or such a writer or not, as the lock likes. */
export type Preference = 'readers' | 'writers' | 'either'

/**
 * Readers or one writer. `prefers`: `'readers'`, who wait for a writer inside only; `'writers'`, behind whom readers wait as soon as one waits; `'either'`
 * says neither, so that locks of both kinds refine it.
 */
export const readersWriters = ({ prefers }: { readonly prefers: Preference }): ReadersWriters =>
  lock({
    name: prefers === 'either' ? 'rwlock' : `${prefers}-first rwlock`,
    ...rules,
    describe({ shared }) {
      const { l } = shared({ l: state() })
      const announced = proc(function* lockWrite(me: ThreadId) {
        if (prefers === 'writers' || (yield* choose([true, false]))) yield* l.announces(me)
        yield* l.lockWrite(me)
      })
      return {
        lockRead: (me) => l.lockRead(me),
        unlockRead: (me) => l.unlockRead(me),
        lockWrite: prefers === 'readers' ? (me) => l.lockWrite(me) : announced,
        unlockWrite: () => l.unlockWrite(),
      }
    },
  })

/** {@link readersWriters} by the names of its preferences. */
export const readersFirst: ReadersWriters = readersWriters({ prefers: 'readers' })
export const writersFirst: ReadersWriters = readersWriters({ prefers: 'writers' })

const state = () =>
  object<State>({ readers: [], writer: null, waiting: [] })(
    {
      lockRead(d, me: ThreadId) {
        waitUntil(d.writer === null && d.waiting.length === 0)
        d.readers = withMember(d.readers, me)
      },
      unlockRead(d, me: ThreadId) {
        d.readers = withoutMember(d.readers, me)
      },
      announces(d, me: ThreadId) {
        d.waiting = withMember(d.waiting, me)
      },
      lockWrite(d, me: ThreadId) {
        waitUntil(d.writer === null && d.readers.length === 0)
        d.waiting = withoutMember(d.waiting, me)
        d.writer = me
      },
      unlockWrite(d) {
        d.writer = null
      },
    },
    {
      words: ({ readers, writer, waiting }) =>
        `${writer === null && readers.length > 0 ? 'shared, ' : ''}${heldBy(writer, ...readers)}${listed('writers wait', waiting)}`,
    },
  )
