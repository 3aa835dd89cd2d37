/** Readers and writers, as they are implemented, and broken twins. */
import { cell, object, proc, range, repeatUntil, type ThreadId, waitUntil, withMember } from 'lockproof'
import { type Lock, lock } from 'lockproof/refine'

export type RwLock = Lock<'lockRead' | 'unlockRead' | 'lockWrite' | 'unlockWrite', 'reading' | 'writing'>

const rules = {
  sections: { reading: {}, writing: {} },
  calls: {
    lockRead: { opens: 'reading' },
    unlockRead: { closes: 'reading' },
    lockWrite: { opens: 'writing' },
    unlockWrite: { closes: 'writing' },
  },
} as const

type Broken = 'a reader wakes nobody' | 'wakes one'
type Options = { readonly first: 'readers' | 'writers'; readonly broken?: Broken }

type Guarded = {
  readonly isHeld: boolean
  readonly readers: number
  readonly queued: number
  readonly isWritten: boolean
  readonly asleep: readonly ThreadId[]
}

const guarded = ({ first, broken }: Options) =>
  object<Guarded>({ isHeld: false, readers: 0, queued: 0, isWritten: false, asleep: [] })({
    enter(d) {
      waitUntil(!d.isHeld)
      d.isHeld = true
    },
    leave(d) {
      d.isHeld = false
    },
    announces(d) {
      d.queued++
    },
    triesRead(d, me: ThreadId) {
      const isFree = !d.isWritten && (first === 'readers' || d.queued === 0)
      if (isFree) d.readers++
      else {
        d.asleep = withMember(d.asleep, me)
        d.isHeld = false
      }
      return isFree
    },
    triesWrite(d, me: ThreadId) {
      const isFree = !d.isWritten && d.readers === 0
      if (isFree) {
        d.queued--
        d.isWritten = true
      } else {
        d.asleep = withMember(d.asleep, me)
        d.isHeld = false
      }
      return isFree
    },
    endsRead(d) {
      d.readers--
      if (d.readers === 0 && broken !== 'a reader wakes nobody')
        d.asleep = broken === 'wakes one' ? d.asleep.slice(1) : []
    },
    endsWrite(d) {
      d.isWritten = false
      d.asleep = broken === 'wakes one' ? d.asleep.slice(1) : []
    },
    awake(d, me: ThreadId) {
      waitUntil(!d.asleep.includes(me))
    },
  })

/** A mutex and a condition that everybody waits at. */
export const withCondition = (options: Options): RwLock =>
  lock({
    name: `mutex and condition, ${options.first} first${options.broken === undefined ? '' : `, ${options.broken}`}`,
    ...rules,
    describe({ shared }) {
      const { l } = shared({ l: guarded(options) })
      return {
        lockRead: proc(function* lockRead(me: ThreadId) {
          yield* l.enter()
          yield* repeatUntil(function* () {
            if (yield* l.triesRead(me)) return true
            yield* l.awake(me)
            yield* l.enter()
            return false
          })
          yield* l.leave()
        }),
        unlockRead: proc(function* unlockRead() {
          yield* l.enter()
          yield* l.endsRead()
          yield* l.leave()
        }),
        lockWrite: proc(function* lockWrite(me: ThreadId) {
          yield* l.enter()
          yield* l.announces()
          yield* repeatUntil(function* () {
            if (yield* l.triesWrite(me)) return true
            yield* l.awake(me)
            yield* l.enter()
            return false
          })
          yield* l.leave()
        }),
        unlockWrite: proc(function* unlockWrite() {
          yield* l.enter()
          yield* l.endsWrite()
          yield* l.leave()
        }),
      }
    },
  })

/** How many read, or −1. Broken: a reader does not look again when it counts itself. */
export const inOneWord = (broken?: 'does not look again'): RwLock =>
  lock({
    name: broken === undefined ? 'one word' : `one word, ${broken}`,
    ...rules,
    describe({ shared }, clients) {
      const { word } = shared({ word: cell(range(-1, clients.length + 1), 0) })
      const most = clients.length
      const counts = () => word.update((readers) => Math.min(readers + 1, most))
      return {
        lockRead: proc(function* lockRead() {
          if (broken !== undefined) {
            yield* word.waitUntil((readers) => readers >= 0)
            yield* counts()
            return
          }
          yield* repeatUntil(function* () {
            const readers = yield* word.when((now) => now >= 0).load()
            return yield* word.compareAndSwap(readers, Math.min(readers + 1, most))
          })
        }),
        unlockRead: () => word.update((readers) => Math.max(readers - 1, -1)),
        lockWrite: () => word.when(0).store(-1),
        unlockWrite: () => word.store(0),
      }
    },
  })
