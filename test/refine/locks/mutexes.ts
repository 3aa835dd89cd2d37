/** Mutexes as they are implemented, and broken twins of some: what refinement is shown with. */
import {
  type Cell,
  type Cells,
  cell,
  cells,
  object,
  pick,
  proc,
  range,
  repeatUntil,
  type Steps,
  spinUntil,
  type ThreadId,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'
import { type Lock, lock } from 'lockproof/refine'

export type MutexLock = Lock<'lock' | 'unlock', 'critical'>

const rules = {
  sections: { critical: {} },
  calls: { lock: { opens: 'critical' }, unlock: { closes: 'critical' } },
} as const

type Flag = Cell<'free' | 'taken'>

/** Mutexes of one flag, which differ in how it is taken. */
const ofFlag = (name: string, takes: (flag: Flag) => Steps<unknown>): MutexLock =>
  lock({
    name,
    ...rules,
    describe({ shared }) {
      const { flag } = shared({ flag: cell(['free', 'taken']) })
      return { lock: () => takes(flag), unlock: () => flag.store('free') }
    },
  })

export const testAndSet: MutexLock = ofFlag('test-and-set', (flag) => flag.when('free').store('taken'))

export const naiveFlag: MutexLock = ofFlag('naive flag', function* (flag) {
  yield* flag.waitFor('free')
  yield* flag.store('taken')
})

export const spinningFlag: MutexLock = ofFlag('test-and-test-and-set', (flag) =>
  spinUntil(function* () {
    if (yield* flag.test((it) => it === 'taken')) return false
    return yield* flag.compareAndSwap('free', 'taken')
  }),
)

export const neverGrants: MutexLock = ofFlag('never grants, blocked', (flag) => flag.waitFor('taken'))

export const neverGrantsSpinning: MutexLock = ofFlag('never grants, spinning', (flag) =>
  spinUntil(function* () {
    return yield* flag.test((it) => it === 'taken')
  }),
)

type ClhNodes = { readonly tail: Cell<number>; readonly held: Cells<number, boolean> }

/** Craig's, Landin's and Hagersten's: who waits spins on the node before its own, and takes that one over. */
export const clh: MutexLock = lock({
  name: 'clh',
  ...rules,
  describe({ shared }, clients) {
    const nodes = range(clients.length + 1)
    const { tail, held }: ClhNodes = shared({ tail: cell(nodes, clients.length), held: cells(nodes, [false, true]) })
    const { own } = shared({ own: nodesOf(clients) })
    return {
      lock: proc(function* lock(me: ThreadId) {
        const mine = yield* own.mine(me)
        yield* held.at(mine).store(true)
        const before = yield* tail.exchange(mine)
        yield* own.follows(me, before)
        yield* held.at(before).waitFor(false)
      }),
      unlock: proc(function* unlock(me: ThreadId) {
        const mine = yield* own.takesOver(me)
        yield* held.at(mine).store(false)
      }),
    }
  },
})

type Own = { readonly mine: number; readonly before: number }

const nodesOf = (clients: readonly ThreadId[]) =>
  object<Record<ThreadId, Own>>(Object.fromEntries(clients.map((id, i) => [id, { mine: i, before: -1 }])))({
    mine: (d, me: ThreadId) => d[me]?.mine ?? 0,
    follows(d, me: ThreadId, before: number) {
      d[me] = { mine: d[me]?.mine ?? 0, before }
    },
    takesOver(d, me: ThreadId) {
      const { mine = 0, before = 0 } = d[me] ?? {}
      d[me] = { mine: before, before: -1 }
      return mine
    },
  })

type Word = { readonly word: 0 | 1 | 2; readonly asleep: readonly ThreadId[] }

const word = () =>
  object<Word>({ word: 0, asleep: [] })({
    compareExchange(d, expected: number, value: 0 | 1 | 2) {
      const old = d.word
      if (old === expected) d.word = value
      return old
    },
    exchange(d, value: 0 | 1 | 2) {
      const old = d.word
      d.word = value
      return old
    },
    decrement(d) {
      const old = d.word
      d.word = old === 2 ? 1 : 0
      return old
    },
    store(d, value: 0 | 1 | 2) {
      d.word = value
    },
    load: (d) => d.word,
    sleepsIf(d, expected: number, me: ThreadId) {
      if (d.word !== expected) return false
      d.asleep = withMember(d.asleep, me)
      return true
    },
    sleeps(d, me: ThreadId) {
      d.asleep = withMember(d.asleep, me)
    },
    awake(d, me: ThreadId) {
      waitUntil(!d.asleep.includes(me))
    },
    wakeOne(d) {
      if (d.asleep.length > 0) d.asleep = withoutMember(d.asleep, pick(d.asleep))
    },
  })

/** Drepper, Futexes are tricky: 0 free, 1 taken, 2 taken and perhaps waited for. Broken: sleeps without looking again; stores 1 when woken. */
export const drepper = (broken?: 'does not look again' | 'stores 1'): MutexLock =>
  lock({
    name: broken === undefined ? 'Drepper 3' : `Drepper 3, ${broken}`,
    ...rules,
    describe({ shared }) {
      const { futex } = shared({ futex: word() })
      const sleeps = function* (me: ThreadId): Steps<boolean> {
        if (broken !== 'does not look again') return yield* futex.sleepsIf(2, me)
        if ((yield* futex.load()) !== 2) return false
        yield* futex.sleeps(me)
        return true
      }
      return {
        lock: proc(function* lock(me: ThreadId) {
          const old = yield* futex.compareExchange(0, 1)
          if (old === 0) return
          if (old === 1 && (yield* futex.exchange(2)) === 0) return
          yield* repeatUntil(function* () {
            if (yield* sleeps(me)) yield* futex.awake(me)
            const was = broken === 'stores 1' ? yield* futex.compareExchange(0, 1) : yield* futex.exchange(2)
            return was === 0
          })
        }),
        unlock: proc(function* unlock() {
          if ((yield* futex.decrement()) === 1) return
          yield* futex.store(0)
          yield* futex.wakeOne()
        }),
      }
    },
  })
