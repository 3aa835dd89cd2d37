import { again, choose, loop, object, step } from 'lockproof'
import type { Place } from '../world.ts'
import { innocently, type Misdeed } from './memory.ts'

type Note = { readonly n: number }

/** One in so many. */
const sometimes = 8

export const clocks: Readonly<Record<string, Misdeed>> = {
  performanceNow: ({ v }) =>
    function* () {
      yield* step('local')
      const now = Math.floor(performance.now() * 1000)
      yield* step('local')
      return now % sometimes === v
    },
  hrtime: ({ v }) =>
    function* () {
      yield* step('local')
      const now = process.hrtime.bigint() / 100n
      yield* step('local')
      return Number(now % BigInt(sometimes)) === v
    },
  randomUuid: () =>
    function* () {
      yield* step('local')
      const id = globalThis.crypto.randomUUID()
      yield* step('local')
      return id < '2'
    },
  randomValues: ({ v }) =>
    function* () {
      yield* step('local')
      const [drawn = 0] = globalThis.crypto.getRandomValues(new Uint8Array(1))
      yield* step('local')
      return drawn % sometimes === v
    },
  date: ({ v }) =>
    function* () {
      yield* step('local')
      return Date.now() % sometimes === v
    },
  random: () =>
    function* () {
      yield* step('local')
      return Math.random() < 1 / sometimes
    },
  recipeClock: ({ tools }) => {
    const { file } = tools.shared({
      file: object<Note>({ n: 0 })({
        draw: () => (globalThis.crypto.getRandomValues(new Uint8Array(1))[0] ?? 0) % 4 === 0,
      }),
    })
    return function* () {
      yield* step('local')
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
    return () => innocently()
  },
}

let descriptions = 0

export const descriptionsThatDiffer: Readonly<Record<string, Misdeed>> = {
  describedByRandom: () => {
    const isBad = Math.random() < 0.5
    return function* () {
      yield* step('local')
      return isBad
    }
  },
  describedByCount: () => {
    const isBad = descriptions++ % 2 === 0
    return function* () {
      yield* step('local')
      return isBad
    }
  },
  describedByClock: ({ v }) => {
    const now = Math.floor(performance.now() * 1000)
    return function* () {
      yield* step('local')
      return now % 4 === v
    }
  },
}

export const values: Readonly<Record<string, Misdeed>> = {
  taggedState: ({ v }) =>
    function* () {
      return yield* loop(Object.assign([0], { tag: -1 }), function* (state) {
        yield* step('local')
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
      yield* step('local')
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
        yield* step('local')
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
