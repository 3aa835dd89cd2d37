import { step, type ThreadId } from 'lockproof'
import type { Misdeed } from './memory.ts'

export const asides: Readonly<Record<string, Misdeed>> = {
  cacheFilled: ({ world: { a }, memory, v }) =>
    function* () {
      memory.fields.cache ??= yield* a.load()
      yield* step('local')
      return memory.fields.cache === v
    },
  destructured: ({ memory }) =>
    function* (me) {
      ;[memory.list[0], memory.fields.owner] = [me, me]
      yield* step('local')
      return memory.fields.owner !== me
    },
  lengthCut: ({ memory }) =>
    function* (me) {
      memory.list.length = 0
      memory.list.push(me)
      yield* step('local')
      return memory.list[0] !== me
    },
  reversed: ({ memory, v }) =>
    function* () {
      memory.stack.reverse()
      yield* step('local')
      yield* step('local')
      return memory.stack[0] === v
    },
  borrowedPush: ({ memory, v }) =>
    function* (me) {
      Array.prototype.push.call(memory.list, me)
      yield* step('local')
      return memory.list.length === v + 1
    },
  definedProperty: ({ memory }) =>
    function* (me) {
      Object.defineProperty(memory.fields, 'owner', { value: me, configurable: true })
      yield* step('local')
      return memory.fields.owner !== me
    },
  reflectSet: ({ memory }) =>
    function* (me) {
      Reflect.set(memory.fields, 'owner', me)
      yield* step('local')
      return memory.fields.owner !== me
    },
  typedArray: ({ v }) => {
    const counts = new Uint8Array(1)
    return function* () {
      counts[0] = (counts[0] ?? 0) + 1
      yield* step('local')
      return counts[0] === v + 1
    }
  },
  weakMapSet: () => {
    const key = {}
    const owners = new WeakMap<object, ThreadId>()
    return function* (me) {
      owners.set(key, me)
      yield* step('local')
      return owners.get(key) !== me
    }
  },
  functionProperty: () => {
    const claim = (): undefined => undefined
    const owners: { owner?: ThreadId } = claim as object
    return function* (me) {
      owners.owner = me
      yield* step('local')
      return owners.owner !== me
    }
  },
  globalProperty: () =>
    function* (me) {
      Object.assign(globalThis, { lockproofOwner: me })
      yield* step('local')
      return Reflect.get(globalThis, 'lockproofOwner') !== me
    },
  privateField: () => {
    class Owner {
      #who: ThreadId | undefined
      set who(who: ThreadId) {
        this.#who = who
      }
      is(who: ThreadId): boolean {
        return this.#who === who
      }
    }
    const owner = new Owner()
    return function* (me) {
      owner.who = me
      yield* step('local')
      return !owner.is(me)
    }
  },
  staticField: () => {
    // biome-ignore lint/complexity/noStaticOnlyClass: that it has no instance is the point
    class Owner {
      static who: ThreadId | undefined
    }
    return function* (me) {
      Owner.who = me
      yield* step('local')
      return Owner.who !== me
    }
  },
  generatorKept: ({ v }) => {
    const numbers = (function* () {
      for (let n = 0; ; n++) yield n
    })()
    return function* () {
      const { value } = numbers.next()
      yield* step('local')
      return value === v
    }
  },
  callbackAssigns: ({ world: { a }, v }) =>
    function* () {
      let seen = -1
      yield* a.test((value) => {
        if (value === v) seen = value
        return true
      })
      yield* step('local')
      return seen === v
    },
}
