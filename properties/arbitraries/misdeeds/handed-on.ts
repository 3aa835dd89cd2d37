import { again, choose, fold, loop, proc, step } from 'lockproof'
import type { Misdeed } from './memory.ts'

export const answers: Readonly<Record<string, Misdeed>> = {
  answerPushed: ({ world: { desk } }) =>
    function* () {
      const queue = (yield* desk.all()) as number[]
      queue.push(1)
      yield* step('local')
      return queue.length === 1
    },
  readAnswerPushed: ({ world: { desk } }) =>
    function* () {
      const queue = (yield* desk.queued()) as number[]
      queue.push(1)
      yield* step('local')
      return queue.length === 1
    },
  answerOfCellAssigned: ({ world: { place }, v }) =>
    function* () {
      const found = (yield* place.load()) as { at: number }
      const before = found.at
      found.at = 2 - v
      yield* step('local')
      return before !== found.at
    },
  resultPushed: ({ world: { a } }) => {
    const look = proc(function* look() {
      return [yield* a.load()]
    })
    return function* () {
      const seen = yield* look()
      seen.push(yield* a.load())
      yield* step('local')
      return seen.length === 2
    }
  },
  resultAssigned: ({ world: { a }, v }) => {
    const look = proc(function* look() {
      return { first: yield* a.load(), times: 0 }
    })
    return function* () {
      const seen = yield* look()
      yield* step('local')
      seen.times++
      yield* step('local')
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
      yield* step('local')
      results.at(-1)?.push(0)
      yield* step('local')
      return seen.length === 2
    }
  },
}

export const states: Readonly<Record<string, Misdeed>> = {
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
        yield* step('local')
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
      yield* step('local')
      return first.seen.length === 1 && first.seen[0] === v
    }
  },
  foldPushed: ({ world: { a, b }, v }) =>
    function* () {
      const seen = yield* fold([a, b], [] as number[], function* (list, each) {
        list.push(yield* each.load())
        return list
      })
      yield* step('local')
      return seen.length === 2 && seen.includes(v)
    },
  foldAssigned: ({ world: { a, b }, v }) =>
    function* () {
      const { times } = yield* fold([a, b], { times: 0 }, function* (total, each) {
        if ((yield* each.load()) <= v) total.times++
        return total
      })
      yield* step('local')
      return times === 2
    },
  optionPushed: ({ v }) => {
    const options = [[0], [1], [2]]
    return function* () {
      const taken = (yield* choose(options)) as number[]
      yield* step('local')
      taken.push(v)
      yield* step('local')
      return taken.length === 2 && taken[0] === v
    }
  },
  optionsPushed: ({ v }) => {
    const options = [0]
    return function* () {
      yield* step('local')
      options.push(options.length)
      const taken = yield* choose(options)
      yield* step('local')
      return taken === v && options.length === v + 1
    }
  },
}

export const parameters: Readonly<Record<string, Misdeed>> = {
  outList: ({ world: { a }, v }) => {
    const look = proc(function* look(into: number[]) {
      into.push(yield* a.load())
    })
    return function* () {
      const seen: number[] = []
      yield* look(seen)
      yield* step('local')
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
      yield* step('local')
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
      yield* step('local')
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
      yield* step('local')
      return seen === v
    },
}
