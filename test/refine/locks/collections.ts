/** A queue whose order is not settled where its calls seem to do their work, and two stacks; and broken twins. */
import { again, cell, cells, counter, loop, object, proc, range, repeatUntil, type ThreadId } from 'lockproof'
import { type Lock, lock } from 'lockproof/refine'

/** Herlihy and Wing, 1990: who enqueues draws a place, then fills it; who dequeues looks from the front, again and again. */
export const herlihyWing = (places: number): Lock<'enqueue' | 'dequeue', never> =>
  lock({
    name: 'Herlihy-Wing queue',
    sections: {},
    calls: { enqueue: {}, dequeue: {} },
    describe({ shared }, clients) {
      const { back, items } = shared({
        back: counter({ upTo: places }),
        items: cells(range(places), [null, ...clients]),
      })
      const taken = (end: number) =>
        loop(0, function* (place) {
          if (place >= end) return null
          const item = yield* items.at(place).exchange(null)
          if (item !== null) return item
          return again(place + 1)
        })
      return {
        enqueue: proc(function* enqueue(me: ThreadId) {
          yield* back.waitUntil((drawn) => drawn < places)
          const place = yield* back.fetchAdd(1)
          yield* items.at(place).store(me)
        }),
        dequeue: () =>
          loop(0, function* () {
            const item = yield* taken(yield* back.load())
            return item ?? again(0)
          }),
      }
    },
  })

type Items = { readonly items: readonly ThreadId[] }

const pile = () =>
  object<Items>({ items: [] })({
    load: ({ items }) => [...items],
    compareAndSwap(d, expected: readonly ThreadId[], items: readonly ThreadId[]) {
      const isSame = d.items.length === expected.length && d.items.every((item, i) => item === expected[i])
      if (isSame) d.items = [...items]
      return isSame
    },
    store(d, items: readonly ThreadId[]) {
      d.items = [...items]
    },
  })

type Stack = Lock<'push' | 'pop', never>
const stackRules = { sections: {}, calls: { push: {}, pop: {} } } as const

/** Treiber, 1986; nodes are never used again. Broken: pop stores what it makes of the list, whatever that is by now. */
export const treiber = (capacity: number, broken?: 'stores blindly'): Stack =>
  lock({
    name: broken === undefined ? 'Treiber stack' : `Treiber stack, ${broken}`,
    ...stackRules,
    describe({ shared }) {
      const { top } = shared({ top: pile() })
      return {
        push: (me) =>
          repeatUntil(function* () {
            const old = yield* top.load()
            if (old.length >= capacity) return false
            return yield* top.compareAndSwap(old, [...old, me])
          }),
        pop: () =>
          loop(0, function* () {
            const old = yield* top.load()
            const last = old.at(-1)
            if (last === undefined) return 'empty'
            const others = old.slice(0, -1)
            if (broken !== undefined) yield* top.store(others)
            else if (!(yield* top.compareAndSwap(old, others))) return again(0)
            return last
          }),
      }
    },
  })

/** Hendler, Shavit, Yerushalmi, 2004, with one place where a push and a pop may meet. Broken: pop takes what is offered without withdrawing it. */
export const elimination = (capacity: number, broken?: 'does not withdraw'): Stack =>
  lock({
    name: broken === undefined ? 'elimination stack' : `elimination stack, ${broken}`,
    ...stackRules,
    describe({ shared }, clients) {
      const { top, offer } = shared({
        top: pile(),
        offer: cell<ThreadId | null | 'taken'>([null, ...clients, 'taken']),
      })
      return {
        push: (me) =>
          repeatUntil(function* () {
            const old = yield* top.load()
            if (old.length >= capacity) return false
            if (yield* top.compareAndSwap(old, [...old, me])) return true
            if (!(yield* offer.compareAndSwap(null, me))) return false
            if (yield* offer.compareAndSwap(me, null)) return false
            yield* offer.store(null)
            return true
          }),
        pop: () =>
          loop(0, function* () {
            const old = yield* top.load()
            const last = old.at(-1)
            if (last === undefined) return 'empty'
            if (yield* top.compareAndSwap(old, old.slice(0, -1))) return last
            const offered = yield* offer.load()
            if (offered === null || offered === 'taken') return again(0)
            if (broken !== undefined || (yield* offer.compareAndSwap(offered, 'taken'))) return offered
            return again(0)
          }),
      }
    },
  })
