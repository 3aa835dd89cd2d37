import { choose, object, step, type ThreadId } from 'lockproof'
import { innocently, type Misdeed } from './memory.ts'

type Note = { readonly n: number }

export const recipes: Readonly<Record<string, Misdeed>> = {
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
      else yield* step('local')
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
      yield* step('local')
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
      yield* step('local')
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

export const cellFunctions: Readonly<Record<string, Misdeed>> = {
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
      yield* step('local')
      return yield* a.test(() => memory.owner !== me)
    },
  ghostRemembers: ({ world: { a, seen }, memory }) =>
    function* (me) {
      yield* a.load().recording((value) => {
        memory.owner = me
        return seen.store(value)
      })
      yield* step('local')
      return memory.owner !== me
    },
}

export const predicates: Readonly<Record<string, Misdeed>> = {
  predicateCounts: ({ tools, world: { a }, v }) => {
    let calls = 0
    tools.never('asked often', [a], () => ++calls > v + 2)
    return () => innocently()
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
      yield* step('local')
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
