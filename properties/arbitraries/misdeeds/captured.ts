import { proc, type Steps, skip, type ThreadId } from 'lockproof'
import type { Misdeed } from './memory.ts'

export const captured: Readonly<Record<string, Misdeed>> = {
  memberAssigned: ({ memory }) =>
    function* (me) {
      memory.fields.owner = me
      yield* skip()
      return memory.fields.owner !== me
    },
  memberIncremented: ({ memory, v }) =>
    function* () {
      memory.count++
      yield* skip()
      yield* skip()
      return memory.count === v + 1
    },
  memberDeleted: ({ memory }) =>
    function* () {
      const hadToken = 'token' in memory.fields
      yield* skip()
      delete memory.fields.token
      yield* skip()
      return hadToken
    },
  listPushed: ({ memory, v }) =>
    function* (me) {
      memory.list.push(me)
      yield* skip()
      return memory.list.length === v + 1
    },
  listPopped: ({ memory, v }) =>
    function* () {
      const got = memory.stack.pop()
      yield* skip()
      return got === v
    },
  listSpliced: ({ memory }) =>
    function* (me) {
      memory.list.splice(0, memory.list.length, me)
      yield* skip()
      return memory.list[0] !== me
    },
  listAssigned: ({ memory }) =>
    function* (me) {
      memory.list[0] = me
      yield* skip()
      return memory.list[0] !== me
    },
  mapSet: ({ memory }) =>
    function* (me) {
      memory.map.set('owner', me)
      yield* skip()
      return memory.map.get('owner') !== me
    },
  setCleared: ({ memory }) =>
    function* (me) {
      memory.set.clear()
      // biome-ignore lint/plugin: a set, no ghost
      memory.set.add(me)
      yield* skip()
      return !memory.set.has(me)
    },
  instanceClaimed: ({ memory }) =>
    function* (me) {
      memory.claim(me)
      yield* skip()
      return memory.owner !== me
    },
  helperAssigns: () => {
    let owner: unknown
    const claim = (who: unknown): void => {
      owner = who
    }
    return function* (me) {
      claim(me)
      yield* skip()
      return owner !== me
    }
  },
  objectAssign: ({ memory }) =>
    function* (me) {
      Object.assign(memory.fields, { owner: me })
      yield* skip()
      return memory.fields.owner !== me
    },
  boundProc: ({ world: { a } }) => {
    let seen: unknown
    const look = function* look(who: ThreadId): Steps {
      yield* a.load()
      seen = who
    }
    const bound: (who: ThreadId) => Steps = proc(look.bind(null))
    return function* (me) {
      yield* bound(me)
      yield* skip()
      return seen !== me
    }
  },
  innerBlock: ({ world: { a }, v }) => {
    let seen = -1
    const look = proc(function* look() {
      const value = yield* a.load()
      if (value > 2) {
        const seen = value
        yield* a.store(seen)
      }
      seen = value
    })
    return function* () {
      yield* look()
      yield* skip()
      yield* skip()
      return seen === v
    }
  },
  nextTaken: ({ memory, v }) =>
    function* () {
      const { value } = memory.numbers.next()
      yield* skip()
      return value === v
    },
}
