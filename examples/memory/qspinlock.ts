import {
  bits,
  cell,
  cells,
  type ExpectedVerdict,
  type LoadOrder,
  type Order,
  plain,
  proc,
  repeat,
  type StoreOrder,
  type System,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'

type Orders = {
  readonly take: Order
  readonly pend: Order
  readonly wait: LoadOrder
  readonly join: Order
  readonly link: StoreOrder
  readonly turn: LoadOrder
  readonly next: LoadOrder
  readonly head: LoadOrder
  readonly pass: StoreOrder
  readonly leave: Order
}

export const orders: Orders = {
  take: 'acquire',
  pend: 'acquire',
  wait: 'acquire',
  join: 'acq_rel',
  link: 'release',
  turn: 'acquire',
  next: 'acquire',
  head: 'acquire',
  pass: 'release',
  leave: 'release',
}

/** A thread for each number. Of three that come once only one gets into the queue; where one of them comes again, two do. */
type Clients = { readonly rounds: readonly number[] }

const word = bits({ locked: 1, pending: 1, tail: 2 })
const locked = word.mask('locked')
const pending = word.mask('pending')
const tail = word.mask('tail')

/**
 * The queued spin lock of Linux (Long and Zijlstra, 2014; kernel/locking/qspinlock.c): a word of who holds it, who is next, and the end of a queue of MCS
 * nodes (Mellor-Crummey and Scott, 1991), one for each processor. The second to come spins on the word, whoever comes later at a node of its own. Where
 * Linux writes the byte of the owner alone, this is an update of the word.
 */
export const withOrders = (
  name: string,
  changed: Partial<Orders> = {},
  expected: readonly ExpectedVerdict[] = [],
  { rounds }: Clients = { rounds: [2, 1, 1] },
): System =>
  system(name, ({ shared, thread, regions, always, reachable, expectVerdict }) => {
    const o = { ...orders, ...changed }
    const ids = threadIds(rounds.length)
    const { val, next, isHead, data } = shared({
      val: cell(word),
      next: cells(ids, [null, ...ids]),
      isHead: cells(ids, [false, true]),
      data: plain([0, 1]),
    })
    const { critical } = regions('critical')
    const tailOf = (me: ThreadId): number => word.of({ tail: ids.indexOf(me) + 1 })

    /** Takes what is free, or the pending bit where nobody else waits; answers whether it has the lock. */
    const besideTheQueue = proc(function* besideTheQueue() {
      let seen = yield* val.compareExchange(0, locked, o.take, 'relaxed')
      if (seen === 0) return true
      if (seen === pending) seen = yield* val.load('relaxed') // between two owners: one more look
      if ((seen & ~locked) !== 0) return false
      seen = yield* val.fetchOr(pending, o.pend)
      if ((seen & ~locked) !== 0) {
        if ((seen & pending) === 0) yield* val.update((it) => it & ~pending, 'relaxed')
        return false
      }
      if (seen === locked) yield* val.waitUntil((it) => (it & locked) === 0, o.wait)
      yield* val.update((it) => (it & ~pending) | locked, 'relaxed')
      return true
    })

    /** Goes to the end of the queue, and waits at its node until nobody is ahead. */
    const queue = proc(function* queue(me: ThreadId) {
      const end = yield* val.fetchUpdate((it) => (it & ~tail) | tailOf(me), o.join)
      const ahead = word.get(end, 'tail')
      if (ahead === 0) return
      yield* next.at(ids[ahead - 1] as ThreadId).store(me, o.link)
      yield* isHead.at(me).waitFor(true, o.turn)
    })

    /** At the head: waits for the owner and for who is pending, takes the lock, and makes the next one head. */
    const claim = proc(function* claim(me: ThreadId) {
      yield* val.waitUntil((it) => (it & (locked | pending)) === 0, o.head)
      if (yield* val.compareAndSwap(tailOf(me), locked, 'relaxed')) return
      yield* val.update((it) => it | locked, 'relaxed')
      const heir = yield* next
        .at(me)
        .when((it) => it !== null)
        .load(o.next)
      yield* isHead.at(heir as ThreadId).store(true, o.pass)
    })

    const lock = proc(function* lock(me: ThreadId) {
      if (yield* besideTheQueue()) return
      yield* isHead.at(me).store(false, 'relaxed')
      yield* next.at(me).store(null, 'relaxed')
      if (yield* val.compareAndSwap(0, locked, o.take, 'relaxed')) return
      yield* queue(me)
      yield* claim(me)
    })

    for (const [i, many] of rounds.entries()) {
      const me = ids[i] as ThreadId // there are as many
      thread(me, () =>
        repeat(many, function* () {
          yield* lock(me)
          yield* critical(function* () {
            const was = yield* data.load()
            yield* data.store(was === 0 ? 1 : 0)
          })
          yield* val.update((it) => it & ~locked, o.leave)
        }),
      )
    }
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    reachable('one waits behind another in the queue', [next], (links) => links.some((it) => it !== null))
    for (const one of expected) expectVerdict(one)
  })

export const qspinlock: System = withOrders('qspinlock')

/** Whoever is pending has seen that nobody holds the lock, and nothing of what the last one did. */
export const pendingWithoutAcquire: System = withOrders('qspinlock, pending without acquire', { wait: 'relaxed' }, [
  { memory: 'cpp20', fails: 'data race', steps: 9 },
])

/** Who is ahead sees the link before the node is as it should be, makes it the head, and is forgotten. */
export const linkWithoutRelease: System = withOrders('qspinlock, link without release', { link: 'relaxed' }, [
  { memory: 'cpp20', deadlock: true, steps: 30 },
])

/** Who comes behind writes its link into a node that is emptied only then. */
export const joinsWithoutRelease: System = withOrders('qspinlock, joins without release', { join: 'acquire' }, [
  { memory: 'pso', deadlock: true, steps: 32 },
  { memory: 'cpp20', deadlock: true, steps: 25 },
])
