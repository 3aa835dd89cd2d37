import { proc, type Steps, step, type ThreadId } from 'lockproof'
import type { Misdeed } from './memory.ts'

export const captured: Readonly<Record<string, Misdeed>> = {
  memberAssigned: ({ memory }) =>
    function* (me) {
      memory.fields.owner = me
      yield* step('local')
      return memory.fields.owner !== me
    },
  memberIncremented: ({ memory, v }) =>
    function* () {
      memory.count++
      yield* step('local')
      yield* step('local')
      return memory.count === v + 1
    },
  memberDeleted: ({ memory }) =>
    function* () {
      const hadToken = 'token' in memory.fields
      yield* step('local')
      delete memory.fields.token
      yield* step('local')
      return hadToken
    },
  listPushed: ({ memory, v }) =>
    function* (me) {
      memory.list.push(me)
      yield* step('local')
      return memory.list.length === v + 1
    },
  listPopped: ({ memory, v }) =>
    function* () {
      const got = memory.stack.pop()
      yield* step('local')
      return got === v
    },
  listSpliced: ({ memory }) =>
    function* (me) {
      memory.list.splice(0, memory.list.length, me)
      yield* step('local')
      return memory.list[0] !== me
    },
  listAssigned: ({ memory }) =>
    function* (me) {
      memory.list[0] = me
      yield* step('local')
      return memory.list[0] !== me
    },
  mapSet: ({ memory }) =>
    function* (me) {
      memory.map.set('owner', me)
      yield* step('local')
      return memory.map.get('owner') !== me
    },
  setCleared: ({ memory }) =>
    function* (me) {
      memory.set.clear()
      // biome-ignore lint/plugin: a set, no ghost
      memory.set.add(me)
      yield* step('local')
      return !memory.set.has(me)
    },
  instanceClaimed: ({ memory }) =>
    function* (me) {
      memory.claim(me)
      yield* step('local')
      return memory.owner !== me
    },
  helperAssigns: () => {
    let owner: unknown
    const claim = (who: unknown): void => {
      owner = who
    }
    return function* (me) {
      claim(me)
      yield* step('local')
      return owner !== me
    }
  },
  objectAssign: ({ memory }) =>
    function* (me) {
      Object.assign(memory.fields, { owner: me })
      yield* step('local')
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
      yield* step('local')
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
      yield* step('local')
      yield* step('local')
      return seen === v
    }
  },
  nextTaken: ({ memory, v }) =>
    function* () {
      const { value } = memory.numbers.next()
      yield* step('local')
      return value === v
    },
}
