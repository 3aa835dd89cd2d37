import { cell, object, type ThreadId, waitUntil } from '../../language/index.ts'
import { type Lock, lock } from '../lock.ts'

type Items = { readonly items: readonly ThreadId[] }

/** First in, first out: who enqueues is what is enqueued. Waits while it is full, and while it is empty. */
export const queue = (capacity: number): Lock<'enqueue' | 'dequeue', never> =>
  lock({
    name: 'queue',
    sections: {},
    calls: { enqueue: {}, dequeue: {} },
    describe({ shared }) {
      const { q } = shared({ q: line(capacity) })
      return { enqueue: (me) => q.enqueue(me), dequeue: () => q.dequeue() }
    },
  })

const line = (capacity: number) =>
  object<Items>({ items: [] })({
    enqueue(d, me: ThreadId) {
      waitUntil(d.items.length < capacity)
      d.items.push(me)
    },
    dequeue(d) {
      waitUntil(d.items.length > 0)
      return d.items.shift() ?? null
    },
  })

/** Last in, first out: who pushes is what is pushed. Waits while it is full; `pop` answers `'empty'` where it is. */
export const stack = (capacity: number): Lock<'push' | 'pop', never> =>
  lock({
    name: 'stack',
    sections: {},
    calls: { push: {}, pop: {} },
    describe({ shared }) {
      const { s } = shared({ s: pile(capacity) })
      return { push: (me) => s.push(me), pop: () => s.pop() }
    },
  })

const pile = (capacity: number) =>
  object<Items>({ items: [] })({
    push(d, me: ThreadId) {
      waitUntil(d.items.length < capacity)
      d.items.push(me)
    },
    pop(d) {
      return d.items.pop() ?? 'empty'
    },
  })

/** Holds who wrote last. */
export const register: Lock<'read' | 'write', never> = lock({
  name: 'register',
  sections: {},
  calls: { read: {}, write: {} },
  describe({ shared }, clients) {
    const { r } = shared({ r: cell([null, ...clients]) })
    return { read: () => r.load(), write: (me) => r.store(me) }
  },
})
