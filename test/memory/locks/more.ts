import {
  cell,
  cells,
  counter,
  type FenceOrder,
  fence,
  plain,
  plains,
  proc,
  repeat,
  type Steps,
  type System,
  spinUntil,
  step,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'
import type { Orders } from './lock.ts'

/** An algorithm of two threads, with what experts write at its sites. */
export type Algorithm = { readonly orders: Orders; readonly make: (o: (site: string) => never) => System }

const optional = (order: string): Steps =>
  order === 'none' ? proc(function* nothing() {})() : fence(order as FenceOrder)

const ids = threadIds(2)
const other = (me: ThreadId): ThreadId => (me === ids[0] ? ids[1]! : ids[0]!)

/** Nodes are handed on to whoever comes next: who leaves takes the one that it waited at. */
const clh: Algorithm = {
  orders: { arm: 'relaxed', join: 'acq_rel', wait: 'acquire', pass: 'release' },
  make: (o) =>
    system('clh', ({ shared, threads, regions, always }) => {
      const nodes = [0, 1, 2] as const
      const { tail, busy, data } = shared({ tail: cell([2, 0, 1]), busy: cells(nodes, [0, 1]), data: plain([0, 1, 2]) })
      const { critical } = regions('critical')
      const round = proc(function* round(node: 0 | 1 | 2) {
        yield* busy.at(node).store(1, o('arm'))
        const ahead = yield* tail.exchange(node, o('join'))
        yield* busy.at(ahead).waitFor(0, o('wait'))
        yield* critical(function* () {
          yield* data.store((((yield* data.load()) + 1) % 3) as 0 | 1 | 2)
        })
        yield* busy.at(node).store(0, o('pass'))
        return ahead
      })
      threads(ids, function* (me) {
        const second = yield* round(me === ids[0] ? 0 : 1)
        yield* round(second)
      })
      always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    }),
}

const dekker: Algorithm = {
  orders: { first: 'seq_cst', second: 'seq_cst', entry: 'acquire', leave: 'release' },
  make: (o) =>
    system('dekker', ({ shared, threads, regions, always }) => {
      const { flag, turn, data } = shared({ flag: cells(ids, [0, 1]), turn: cell(ids), data: plain([0, 1, 2]) })
      const { critical } = regions('critical')
      threads(ids, (me) =>
        repeat(2, function* () {
          yield* flag.at(me).store(1, 'relaxed')
          yield* optional(o('first'))
          yield* spinUntil(function* () {
            if (yield* flag.at(other(me)).test((it) => it === 0, 'relaxed')) return true
            if (yield* turn.test((it) => it === me, 'relaxed')) return false
            yield* flag.at(me).store(0, 'relaxed')
            yield* turn.waitFor(me, 'relaxed')
            yield* flag.at(me).store(1, 'relaxed')
            yield* optional(o('second'))
            return false
          })
          yield* optional(o('entry'))
          yield* critical(function* () {
            yield* data.store((((yield* data.load()) + 1) % 3) as 0 | 1 | 2)
          })
          yield* turn.store(other(me), 'relaxed')
          yield* flag.at(me).store(0, o('leave'))
        }),
      )
      always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    }),
}

/** A writer writes twice; a reader that has seen the same even number before and after has seen data of one writing. */
const seqlock: Algorithm = {
  orders: {
    begin: 'relaxed',
    behind: 'release',
    end: 'release',
    before: 'acquire',
    data: 'relaxed',
    stored: 'relaxed',
    ahead: 'acquire',
    after: 'relaxed',
  },
  make: (o) =>
    system('seqlock', ({ shared, thread, regions, never }) => {
      const { number, left, right } = shared({
        number: counter({ upTo: 4 }),
        left: cell([0, 1, 2]),
        right: cell([0, 1, 2]),
      })
      const { torn } = regions('torn')
      thread('writer', function* () {
        for (const i of [1, 2] as const) {
          yield* number.store(2 * i - 1, o('begin'))
          yield* optional(o('behind'))
          yield* left.store(i, o('stored'))
          yield* right.store(i, o('stored'))
          yield* number.store(2 * i, o('end'))
        }
      })
      thread('reader', function* () {
        const before = yield* number.load(o('before'))
        if (before % 2 === 1) return
        const seen = yield* left.load(o('data'))
        const isSame = seen === (yield* right.load(o('data')))
        yield* optional(o('ahead'))
        const isValid = before === (yield* number.load(o('after')))
        if (isValid && !isSame) yield* torn(() => step('torn'))
      })
      never('torn read', [torn], (inside) => inside.length > 0)
    }),
}

/** One reader and one writer, a number for all readers, −1 for the writer. */
const rwlock: Algorithm = {
  orders: { 'reader in': 'acquire', 'reader out': 'release', 'writer in': 'acquire', 'writer out': 'release' },
  make: (o) =>
    system('rwlock', ({ shared, thread, regions, always }) => {
      const { count, data } = shared({ count: cell([0, 1, -1]), data: plain([0, 1]) })
      const { reading, writing } = regions('reading', 'writing')
      thread('reader', () =>
        repeat(2, function* () {
          yield* spinUntil(() => count.compareAndSwap(0, 1, o('reader in'), 'relaxed'))
          yield* reading(() => data.load())
          yield* count.add(-1, o('reader out'))
        }),
      )
      thread('writer', () =>
        repeat(2, function* () {
          yield* spinUntil(() => count.compareAndSwap(0, -1, o('writer in'), 'relaxed'))
          yield* writing(() => data.store(1))
          yield* count.store(0, o('writer out'))
        }),
      )
      always('a writer is alone', [reading, writing], (r, w) => w.length === 0 || r.length === 0)
    }),
}

/** A pending bit for the second, a queue for whoever comes later: a word of locked, pending and tail, as in Linux. */
const qspinlock: Algorithm = {
  orders: { take: 'acquire', pend: 'relaxed', wait: 'acquire', queue: 'relaxed', head: 'acquire', unlock: 'release' },
  make: (o) =>
    system('qspinlock', ({ shared, threads, regions, always }) => {
      const three = threadIds(3)
      const { locked, pending, tail, data } = shared({
        locked: cell([0, 1]),
        pending: cell([0, 1]),
        tail: cell([0, 1]),
        data: plain([0, 1]),
      })
      const { critical } = regions('critical')
      threads(three, function* () {
        if (!(yield* locked.compareAndSwap(0, 1, o('take'), 'relaxed'))) {
          if (yield* pending.compareAndSwap(0, 1, o('pend'), 'relaxed')) {
            yield* spinUntil(() => locked.compareAndSwap(0, 1, o('wait'), 'relaxed'))
            yield* pending.store(0, 'release')
          } else {
            yield* tail.when(0).store(1, o('queue'))
            yield* spinUntil(() => locked.compareAndSwap(0, 1, o('head'), 'relaxed'))
            yield* tail.store(0, 'release')
          }
        }
        yield* critical(() => data.store(1))
        yield* locked.store(0, o('unlock'))
      })
      always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    }),
}

/** Numbers are drawn under a flag that others wait for. */
const bakery: Algorithm = {
  orders: { choosing: 'seq_cst', number: 'seq_cst', chosen: 'release', look: 'seq_cst', leave: 'release' },
  make: (o) =>
    system('bakery', ({ shared, threads, regions, always }) => {
      const { choosing, number, data } = shared({
        choosing: cells(ids, [0, 1]),
        number: cells(ids, [0, 1, 2]),
        data: plain([0, 1]),
      })
      const { critical } = regions('critical')
      threads(ids, function* (me) {
        const him = other(me)
        yield* choosing.at(me).store(1, o('choosing'))
        const mine = ((yield* number.at(him).load(o('look'))) + 1) as 1 | 2
        yield* number.at(me).store(mine, o('number'))
        yield* choosing.at(me).store(0, o('chosen'))
        yield* choosing.at(him).waitFor(0, o('look'))
        yield* number.at(him).waitUntil((his) => his === 0 || his > mine || (his === mine && me === ids[0]), o('look'))
        yield* critical(() => data.store(1))
        yield* number.at(me).store(0, o('leave'))
      })
      always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    }),
}

/** 0 free, 1 taken, 2 taken and somebody sleeps: who sleeps waits for another value, which a wake-up is. */
const futex: Algorithm = {
  orders: { take: 'acquire', sleep: 'acquire', leave: 'release' },
  make: (o) =>
    system('futex', ({ shared, threads, regions, always }) => {
      const { word, data } = shared({ word: cell([0, 1, 2]), data: plain([0, 1]) })
      const { critical } = regions('critical')
      threads(ids, () =>
        repeat(2, function* () {
          if (!(yield* word.compareAndSwap(0, 1, o('take'), 'relaxed')))
            yield* spinUntil(function* () {
              if ((yield* word.exchange(2, o('sleep'))) === 0) return true
              yield* word.waitUntil((it) => it !== 2, 'relaxed')
              return false
            })
          yield* critical(() => data.store(1))
          yield* word.store(0, o('leave'))
        }),
      )
      always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    }),
}

/** A stack of two nodes: one pushes what it has written into its node, the other pops and reads it. */
const treiber: Algorithm = {
  orders: { push: 'release', top: 'acquire', pop: 'relaxed' },
  make: (o) =>
    system('treiber', ({ shared, thread }) => {
      const nodes = ['a', 'b'] as const
      const { top, next, value } = shared({
        top: cell([null, ...nodes]),
        next: plains(nodes, [null, ...nodes]),
        value: plains(nodes, [0, 1]),
      })
      thread('pusher', function* () {
        for (const node of nodes) {
          yield* value.at(node).store(1)
          yield* spinUntil(function* () {
            const old = yield* top.load('relaxed')
            yield* next.at(node).store(old)
            return yield* top.compareAndSwap(old, node, o('push'), 'relaxed')
          })
        }
      })
      thread('popper', function* () {
        const node = yield* top.load(o('top'))
        if (node === null) return
        const rest = yield* next.at(node).load()
        if (yield* top.compareAndSwap(node, rest, o('pop'), 'relaxed')) yield* value.at(node).load()
      })
    }),
}

/** A pointer to a new version is published; the old one is freed when the reader has left its section. */
const rcu: Algorithm = {
  orders: {
    publish: 'release',
    dereference: 'acquire',
    enter: 'relaxed',
    entered: 'seq_cst',
    leave: 'release',
    grace: 'seq_cst',
    wait: 'acquire',
  },
  make: (o) =>
    system('rcu', ({ shared, thread }) => {
      const { pointer, inside, body } = shared({
        pointer: cell(['old', 'new']),
        inside: cell([0, 1]),
        body: plains(['old', 'new'], ['ready', 'empty', 'freed']),
      })
      thread('updater', function* () {
        yield* body.at('new').store('ready')
        yield* pointer.store('new', o('publish'))
        yield* optional(o('grace'))
        yield* inside.waitFor(0, o('wait'))
        yield* body.at('old').store('freed')
      })
      thread('reader', () =>
        repeat(2, function* () {
          yield* inside.store(1, o('enter'))
          yield* optional(o('entered'))
          const version = yield* pointer.load(o('dereference'))
          yield* body.at(version).load()
          yield* inside.store(0, o('leave'))
        }),
      )
    }),
}

export type AlgorithmName =
  | 'clh'
  | 'dekker'
  | 'seqlock'
  | 'rwlock'
  | 'qspinlock'
  | 'bakery'
  | 'futex'
  | 'treiber'
  | 'rcu'

export const algorithms: Readonly<Record<AlgorithmName, Algorithm>> = {
  clh,
  dekker,
  seqlock,
  rwlock,
  qspinlock,
  bakery,
  futex,
  treiber,
  rcu,
}

export function withOrders(name: AlgorithmName, changed: Orders = {}): System {
  const { orders, make } = algorithms[name]
  return make((site) => ({ ...orders, ...changed })[site] as never)
}
