/**
 * Ways to keep memory where no table sees it, as people do by mistake. Each gives a body for its design; one that answers true has met what the
 * tables would have to know. Written so that runs from histories, which begin anew and are many, differ from one run that goes on.
 */
import { again, choose, fold, loop, object, proc, type Steps, skip, type ThreadId, type Tools } from 'lockproof'
import type { Place, World } from './world.ts'

/** What JavaScript has for remembering. */
export class Memory {
  owner: unknown = null
  count = 0
  readonly fields: Record<string, unknown> = { token: 1 }
  readonly list: unknown[] = []
  readonly stack: number[] = [0, 1, 2]
  readonly map: Map<string, unknown> = new Map()
  readonly set: Set<unknown> = new Set()
  readonly numbers: Iterator<number, unknown> = [0, 1, 2, 3][Symbol.iterator]()

  claim(who: unknown): void {
    this.owner = who
  }
}

/** `memory` is as old as the description, or older. */
export type Given = { readonly tools: Tools; readonly world: World; readonly memory: Memory; readonly v: number }
type Body = (me: ThreadId) => Steps<boolean>
type Misdeed = (given: Given) => Body

const answers: Readonly<Record<string, Misdeed>> = {
  answerPushed: ({ world: { desk } }) =>
    function* () {
      const queue = (yield* desk.all()) as number[]
      queue.push(1)
      yield* skip()
      return queue.length === 1
    },
  readAnswerPushed: ({ world: { desk } }) =>
    function* () {
      const queue = (yield* desk.queued()) as number[]
      queue.push(1)
      yield* skip()
      return queue.length === 1
    },
  answerOfCellAssigned: ({ world: { place }, v }) =>
    function* () {
      const found = (yield* place.load()) as { at: number }
      const before = found.at
      found.at = 2 - v
      yield* skip()
      return before !== found.at
    },
  resultPushed: ({ world: { a } }) => {
    const look = proc(function* look() {
      return [yield* a.load()]
    })
    return function* () {
      const seen = yield* look()
      seen.push(yield* a.load())
      yield* skip()
      return seen.length === 2
    }
  },
  resultAssigned: ({ world: { a }, v }) => {
    const look = proc(function* look() {
      return { first: yield* a.load(), times: 0 }
    })
    return function* () {
      const seen = yield* look()
      yield* skip()
      seen.times++
      yield* skip()
      return seen.times === 1 && seen.first === v
    }
  },
  resultKept: ({ world: { a } }) => {
    const results: number[][] = []
    const look = proc(function* look() {
      const seen = [yield* a.load()]
      results.push(seen)
      return seen
    })
    return function* () {
      const seen = yield* look()
      yield* skip()
      results.at(-1)?.push(0)
      yield* skip()
      return seen.length === 2
    }
  },
}

const states: Readonly<Record<string, Misdeed>> = {
  loopStatePushed: ({ world: { a } }) =>
    function* () {
      const seen = yield* loop([] as number[], function* (list) {
        list.push(yield* a.load())
        return list.length < 2 ? again(list) : list
      })
      return seen.length === 2
    },
  loopStateAssigned: ({ world: { a }, v }) =>
    function* () {
      const { rounds } = yield* loop({ rounds: 0 }, function* (state) {
        yield* skip()
        state.rounds++
        return (yield* a.load()) === v && state.rounds < 2 ? again(state) : state
      })
      return rounds > 0
    },
  loopStateKept: ({ world: { a, b }, v }) => {
    const first = { seen: [] as number[] }
    return function* () {
      yield* loop(first, function* (state) {
        state.seen.push(yield* a.load())
        yield* b.load()
        return undefined
      })
      yield* skip()
      return first.seen.length === 1 && first.seen[0] === v
    }
  },
  foldPushed: ({ world: { a, b }, v }) =>
    function* () {
      const seen = yield* fold([a, b], [] as number[], function* (list, each) {
        list.push(yield* each.load())
        return list
      })
      yield* skip()
      return seen.length === 2 && seen.includes(v)
    },
  foldAssigned: ({ world: { a, b }, v }) =>
    function* () {
      const { times } = yield* fold([a, b], { times: 0 }, function* (total, each) {
        if ((yield* each.load()) <= v) total.times++
        return total
      })
      yield* skip()
      return times === 2
    },
  optionPushed: ({ v }) => {
    const options = [[0], [1], [2]]
    return function* () {
      const taken = (yield* choose(options)) as number[]
      yield* skip()
      taken.push(v)
      yield* skip()
      return taken.length === 2 && taken[0] === v
    }
  },
  optionsPushed: ({ v }) => {
    const options = [0]
    return function* () {
      yield* skip()
      options.push(options.length)
      const taken = yield* choose(options)
      yield* skip()
      return taken === v && options.length === v + 1
    }
  },
}

const parameters: Readonly<Record<string, Misdeed>> = {
  outList: ({ world: { a }, v }) => {
    const look = proc(function* look(into: number[]) {
      into.push(yield* a.load())
    })
    return function* () {
      const seen: number[] = []
      yield* look(seen)
      yield* skip()
      return seen[0] === v
    }
  },
  outRecord: ({ world: { a }, v }) => {
    const look = proc(function* look(into: { seen?: number }) {
      into.seen = yield* a.load()
    })
    return function* () {
      const into: { seen?: number } = {}
      yield* look(into)
      yield* skip()
      return into.seen === v
    }
  },
  outMap: ({ world: { a }, v }) => {
    const look = proc(function* look(into: Map<string, number>) {
      into.set('seen', yield* a.load())
    })
    return function* () {
      const into = new Map<string, number>()
      yield* look(into)
      yield* skip()
      return into.get('seen') === v
    }
  },
  roundsList: ({ world: { a }, v }) =>
    function* () {
      const seen: number[] = []
      yield* loop(0, function* (round) {
        seen.push(yield* a.load())
        return round < v ? again(round + 1) : undefined
      })
      return seen.length === v + 1
    },
  frameVariable: ({ world: { critical, a }, v }) =>
    function* () {
      let seen = -1
      const meet = (value: number): void => {
        seen = value
      }
      yield* critical(function* () {
        meet(yield* a.load())
      })
      yield* skip()
      return seen === v
    },
}

const captured: Readonly<Record<string, Misdeed>> = {
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

const asides: Readonly<Record<string, Misdeed>> = {
  cacheFilled: ({ world: { a }, memory, v }) =>
    function* () {
      memory.fields.cache ??= yield* a.load()
      yield* skip()
      return memory.fields.cache === v
    },
  destructured: ({ memory }) =>
    function* (me) {
      ;[memory.list[0], memory.fields.owner] = [me, me]
      yield* skip()
      return memory.fields.owner !== me
    },
  lengthCut: ({ memory }) =>
    function* (me) {
      memory.list.length = 0
      memory.list.push(me)
      yield* skip()
      return memory.list[0] !== me
    },
  reversed: ({ memory, v }) =>
    function* () {
      memory.stack.reverse()
      yield* skip()
      yield* skip()
      return memory.stack[0] === v
    },
  borrowedPush: ({ memory, v }) =>
    function* (me) {
      Array.prototype.push.call(memory.list, me)
      yield* skip()
      return memory.list.length === v + 1
    },
  definedProperty: ({ memory }) =>
    function* (me) {
      Object.defineProperty(memory.fields, 'owner', { value: me, configurable: true })
      yield* skip()
      return memory.fields.owner !== me
    },
  reflectSet: ({ memory }) =>
    function* (me) {
      Reflect.set(memory.fields, 'owner', me)
      yield* skip()
      return memory.fields.owner !== me
    },
  typedArray: ({ v }) => {
    const counts = new Uint8Array(1)
    return function* () {
      counts[0] = (counts[0] ?? 0) + 1
      yield* skip()
      return counts[0] === v + 1
    }
  },
  weakMapSet: () => {
    const key = {}
    const owners = new WeakMap<object, ThreadId>()
    return function* (me) {
      owners.set(key, me)
      yield* skip()
      return owners.get(key) !== me
    }
  },
  functionProperty: () => {
    const claim = (): undefined => undefined
    const owners: { owner?: ThreadId } = claim as object
    return function* (me) {
      owners.owner = me
      yield* skip()
      return owners.owner !== me
    }
  },
  globalProperty: () =>
    function* (me) {
      Object.assign(globalThis, { lockproofOwner: me })
      yield* skip()
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
      yield* skip()
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
      yield* skip()
      return Owner.who !== me
    }
  },
  generatorKept: ({ v }) => {
    const numbers = (function* () {
      for (let n = 0; ; n++) yield n
    })()
    return function* () {
      const { value } = numbers.next()
      yield* skip()
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
      yield* skip()
      return seen === v
    },
}

type Note = { readonly n: number }

const recipes: Readonly<Record<string, Misdeed>> = {
  recipeMarks: ({ tools, memory }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        mark(d) {
          memory.fields.isMarked = true
          d.n = 0
        },
        isMarked: () => memory.fields.isMarked === true,
      }),
    })
    return function* () {
      if (yield* choose([true, false])) yield* file.mark()
      else yield* skip()
      return !(yield* file.isMarked())
    }
  },
  recipeOwner: ({ tools, memory }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })(
        {
          claim(d, me: ThreadId) {
            memory.owner = me
            d.n = 1
          },
        },
        { reads: { isMine: (_, me: ThreadId) => memory.owner === me } },
      ),
    })
    return function* (me) {
      yield* file.claim(me)
      return !(yield* file.isMine(me))
    }
  },
  recipeCounts: ({ tools, v }) => {
    let calls = 0
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        count(d) {
          calls++
          d.n = calls >= 2 ? 2 : 1
        },
        read: (d) => d.n,
      }),
    })
    return function* () {
      yield* file.count()
      yield* skip()
      return (yield* file.read()) === Math.min(v, 1) + 1
    }
  },
  argumentPopped: ({ tools }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        take(d, list: number[]) {
          d.n = list.pop() ?? 0
        },
      }),
    })
    return function* () {
      const list = [1]
      yield* file.take(list)
      yield* skip()
      return list.length === 0
    }
  },
  argumentPushed: ({ tools }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        put(d, list: readonly number[]) {
          d.n = list.length
        },
        empty(d) {
          d.n = 9
        },
        read: (d) => d.n,
      }),
    })
    const list = [0]
    return function* () {
      list.length = 1
      yield* file.put(list)
      list.push(1)
      yield* file.empty()
      yield* file.put([0])
      return (yield* file.read()) === 1
    }
  },
}

const cellFunctions: Readonly<Record<string, Misdeed>> = {
  updateCounts: ({ world: { wheel }, memory }) =>
    function* () {
      const change = (value: number): number => {
        memory.count++
        return memory.count > 3 && memory.count <= 6 ? 2 : value
      }
      yield* wheel.update(change)
      yield* wheel.update(change)
      return (yield* wheel.load()) === 2
    },
  whenCounts: ({ world: { wheel }, memory }) =>
    function* () {
      const isFirst = (): boolean => memory.count++ < 3
      const isSecond = (): boolean => memory.count++ < 6
      yield* wheel.when(isFirst).load()
      yield* wheel.when(isSecond).load()
      return true
    },
  testClaims: ({ world: { a }, memory }) =>
    function* (me) {
      const claim = (): boolean => {
        memory.owner = me
        return true
      }
      yield* a.test(claim)
      yield* skip()
      return yield* a.test(() => memory.owner !== me)
    },
  ghostRemembers: ({ world: { a, seen }, memory }) =>
    function* (me) {
      yield* a.load().with((value) => {
        memory.owner = me
        return seen.store(value)
      })
      yield* skip()
      return memory.owner !== me
    },
}

const never = function* (): Steps<boolean> {
  yield* skip()
  return false
}

const predicates: Readonly<Record<string, Misdeed>> = {
  predicateCounts: ({ tools, world: { a }, v }) => {
    let calls = 0
    tools.never('asked often', [a], () => ++calls > v + 2)
    return () => never()
  },
  predicateRemembers: ({ tools, world: { a } }) => {
    const seen = new Set<number>()
    tools.never('there again', [a], (x) => seen.add(x).size > 1 && x === 0)
    return function* () {
      yield* a.store(1)
      yield* a.store(0)
      return false
    }
  },
  predicateLast: ({ tools, world: { a }, memory, v }) => {
    tools.never('goes down', [a], (x) => {
      const before = memory.count
      memory.count = x
      return x < before
    })
    return function* () {
      yield* a.store(v)
      yield* a.store(0)
      return false
    }
  },
  partsCompared: ({ tools, v }) => {
    type Pair = { readonly left: { readonly n: number }; readonly right: { readonly n: number } }
    const { pair } = tools.shared({
      pair: object<Pair>({ left: { n: v }, right: { n: 3 } })({
        copy(d) {
          d.right = { n: d.left.n }
        },
      }),
    })
    tools.never('two parts', [pair], ({ left, right }) => left.n === right.n && left !== right)
    return function* () {
      yield* pair.copy()
      return false
    }
  },
  answersCompared: ({ world: { desk } }) =>
    function* () {
      const first = yield* desk.look()
      const second = yield* desk.look()
      yield* skip()
      return first.owner === second.owner && first.waiting === second.waiting && first !== second
    },
  partsFound: ({ tools, v }) => {
    type Parts = { readonly parts: readonly { readonly n: number }[] }
    const { shelf } = tools.shared({
      shelf: object<Parts>({ parts: [{ n: v }] })(
        {
          add(d) {
            if (d.parts.length < 2) d.parts.push({ n: v })
          },
        },
        { reads: { place: ({ parts }) => parts.lastIndexOf(parts[0] as { readonly n: number }) } },
      ),
    })
    return function* () {
      yield* shelf.add()
      return (yield* shelf.place()) === 0
    }
  },
}

const sometimes = 8

const clocks: Readonly<Record<string, Misdeed>> = {
  performanceNow: ({ v }) =>
    function* () {
      yield* skip()
      const now = Math.floor(performance.now() * 1000)
      yield* skip()
      return now % sometimes === v
    },
  hrtime: ({ v }) =>
    function* () {
      yield* skip()
      const now = process.hrtime.bigint() / 100n
      yield* skip()
      return Number(now % BigInt(sometimes)) === v
    },
  randomUuid: () =>
    function* () {
      yield* skip()
      const id = globalThis.crypto.randomUUID()
      yield* skip()
      return id < '2'
    },
  randomValues: ({ v }) =>
    function* () {
      yield* skip()
      const [drawn = 0] = globalThis.crypto.getRandomValues(new Uint8Array(1))
      yield* skip()
      return drawn % sometimes === v
    },
  date: ({ v }) =>
    function* () {
      yield* skip()
      return Date.now() % sometimes === v
    },
  random: () =>
    function* () {
      yield* skip()
      return Math.random() < 1 / sometimes
    },
  recipeClock: ({ tools }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        draw: () => (globalThis.crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % 4 === 0,
      }),
    })
    return function* () {
      yield* skip()
      return yield* file.draw()
    }
  },
  updateClock: ({ world: { wheel }, v }) =>
    function* () {
      yield* wheel.update((value) => (Math.floor(performance.now() * 1000) % sometimes === v ? 2 : value))
      return (yield* wheel.load()) === 2
    },
  predicateClock: ({ tools, world: { a } }) => {
    tools.never('drawn', [a], () => globalThis.crypto.randomUUID() < '1')
    return () => never()
  },
}

let descriptions = 0

const descriptionsThatDiffer: Readonly<Record<string, Misdeed>> = {
  describedByRandom: () => {
    const isBad = Math.random() < 0.5
    return function* () {
      yield* skip()
      return isBad
    }
  },
  describedByCount: () => {
    const isBad = descriptions++ % 2 === 0
    return function* () {
      yield* skip()
      return isBad
    }
  },
  describedByClock: ({ v }) => {
    const now = Math.floor(performance.now() * 1000)
    return function* () {
      yield* skip()
      return now % 4 === v
    }
  },
}

const values: Readonly<Record<string, Misdeed>> = {
  taggedState: ({ v }) =>
    function* () {
      return yield* loop(Object.assign([0], { tag: -1 }), function* (state) {
        yield* skip()
        if (state[0] === 1) return state.tag === v
        return again(Object.assign([1], { tag: yield* choose([0, 1, 2]) }))
      })
    },
  taggedAnswer: ({ tools, v }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        write(d, n: number) {
          d.n = n
        },
        read: (d) => Object.assign([0], { tag: d.n }),
      }),
    })
    return function* () {
      yield* file.write(yield* choose([0, 1, 2]))
      const answer = yield* file.read()
      yield* skip()
      return answer.tag === v
    }
  },
  accessorState: ({ v }) =>
    function* () {
      let reads = 0
      const state = {
        get reads() {
          return reads++
        },
      }
      return yield* loop(state, function* (it) {
        yield* skip()
        return it.reads === v
      })
    },
  accessorPlace: ({ world: { place }, memory, v }) =>
    function* () {
      const to: Place = {
        get at() {
          return memory.count++ % 3
        },
      }
      yield* place.store(to)
      return (yield* place.load()).at === v
    },
}

/** In groups: what one protection would stop. */
export const misdeedGroups: Readonly<Record<string, Readonly<Record<string, Misdeed>>>> = {
  answers,
  states,
  parameters,
  captured,
  asides,
  recipes,
  cellFunctions,
  predicates,
  clocks,
  descriptionsThatDiffer,
  values,
}

export const misdeeds: Readonly<Record<string, Misdeed>> = Object.assign({}, ...Object.values(misdeedGroups))
