import { again, cell, cells, loop, object, proc, type ThreadId } from 'lockproof'
import { type Lock, lock } from 'lockproof/fast-check'

type Call = 'push 1' | 'push 2' | 'pop'
type Items = { readonly items: readonly number[] }

const calls = { 'push 1': {}, 'push 2': {}, pop: {} } as const

/** A stack whose calls are one step each. */
export const atomicStack: Lock<Call, never> = lock({
  name: 'atomic stack',
  sections: {},
  calls,
  describe({ shared }) {
    const empty: Items = { items: [] }
    const { stack } = shared({
      stack: object<Items>(empty)({
        push(d, item: number) {
          d.items = [...d.items, item]
        },
        pop(d) {
          return d.items.pop() ?? 'empty'
        },
      }),
    })
    return { 'push 1': () => stack.push(1), 'push 2': () => stack.push(2), pop: () => stack.pop() }
  },
})

/** Treiber's stack (1986): looks, and exchanges if nothing has changed. Broken: pop does not look again before it takes. */
export const treiberStack = (isBroken = false): Lock<Call, never> =>
  lock({
    name: 'Treiber stack',
    sections: {},
    calls,
    describe({ shared }) {
      const empty: Items = { items: [] }
      const { top } = shared({
        top: object<Items>(empty)({
          load: (d) => [...d.items],
          compareAndSwap(d, seen: readonly number[], items: readonly number[]) {
            if (d.items.join() !== seen.join()) return false
            d.items = [...items]
            return true
          },
          store(d, items: readonly number[]) {
            d.items = [...items]
          },
        }),
      })
      const push = (item: number) =>
        loop(undefined, function* () {
          const seen = yield* top.load()
          if (!(yield* top.compareAndSwap(seen, [...seen, item]))) return again(undefined)
          return
        })
      const pop = () =>
        loop(undefined, function* () {
          const seen = yield* top.load()
          const item = seen.at(-1)
          if (item === undefined) return 'empty' as const
          if (isBroken) yield* top.store(seen.slice(0, -1))
          else if (!(yield* top.compareAndSwap(seen, seen.slice(0, -1)))) return again(undefined)
          return item
        })
      return { 'push 1': () => push(1), 'push 2': () => push(2), pop }
    },
  })

type RegisterCall = 'write' | 'read'

export const register: Lock<RegisterCall, never> = lock({
  name: 'register',
  sections: {},
  calls: { write: {}, read: {} },
  describe({ shared }) {
    const { memory } = shared({ memory: cell([0, 1]) })
    return { write: () => memory.store(1), read: () => memory.load() }
  },
})

/** A register behind store buffers, which are written to memory when their thread reads: sequentially consistent for one, not linearizable. */
export const bufferedRegister: Lock<RegisterCall, never> = lock({
  name: 'buffered register',
  sections: {},
  calls: { write: {}, read: {} },
  describe({ shared }, clients) {
    const { memory, buffer } = shared({ memory: cell([0, 1]), buffer: cells(clients, [null, 1]) })
    return {
      write: (me) => buffer.at(me).store(1),
      read: proc(function* read(me: ThreadId) {
        const written = yield* buffer.at(me).exchange(null)
        if (written !== null) yield* memory.store(written)
        return yield* memory.load()
      }),
    }
  },
})
