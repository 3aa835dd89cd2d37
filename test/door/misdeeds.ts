/** Designs that keep something where no table sees it, each in another way; and what is said of each. */
import {
  again,
  atomically,
  type Cell,
  cell,
  cells,
  choose,
  fold,
  forever,
  loop,
  object,
  proc,
  range,
  type Steps,
  type System,
  step,
  system,
  type ThreadId,
  type Tools,
} from 'lockproof'

export type Misdeed = {
  readonly name: string
  /** What is said; `walks`: by native walks, where nothing before them sees it. */
  readonly code: string
  readonly system: System
}

/** Thread A steps, B stores 1 in x meanwhile; `out` is bad where A says so. */
type Stage = { readonly x: Cell<0 | 1>; readonly out: Cell<'ok' | 'bad'> }

function staged(name: string, code: string, body: (stage: Stage, tools: Tools) => () => Steps<unknown>): Misdeed {
  const describe = (tools: Tools): void => {
    const { x, out } = tools.shared({ x: cell([0, 1]), out: cell(['ok', 'bad']) })
    tools.thread('A', body({ x, out }, tools))
    tools.thread('B', () => x.store(1))
    tools.never('bad', [out], (value) => value === 'bad')
  }
  return { name, code, system: system(name, describe) }
}

class Counter {
  count = 0
  tick(): number {
    this.count += 1
    return this.count
  }
}

const inBodies: readonly Misdeed[] = [
  staged('a member of a captured record', 'M004', ({ x, out }) => {
    const state = { owner: '' }
    return function* () {
      yield* forever(function* () {
        if (state.owner === 'me') yield* out.store('bad')
        yield* x.load()
        state.owner = 'me'
      })
    }
  }),
  staged('++ on a captured record', 'M004', ({ x, out }) => {
    const state = { count: 0 }
    return function* () {
      yield* loop(0, function* (round) {
        state.count++
        yield* x.load()
        if (state.count === 3) yield* out.store('bad')
        return round < 3 ? again(round + 1) : undefined
      })
    }
  }),
  staged('delete', 'M004', ({ x, out }) => {
    const table: { free?: boolean } = { free: true }
    return function* () {
      yield* forever(function* () {
        yield* x.load()
        if (!('free' in table)) yield* out.store('bad')
        delete table.free
      })
    }
  }),
  staged('a captured list', 'M004', ({ x, out }) => {
    const seen: number[] = []
    return function* () {
      yield* forever(function* () {
        seen.push(yield* x.load())
        if (seen.length > 2) yield* out.store('bad')
      })
    }
  }),
  staged('a captured map', 'M004', ({ x, out }) => {
    const seen = new Map<string, number>()
    return function* () {
      yield* forever(function* () {
        seen.set('last', (seen.get('last') ?? 0) + 1)
        yield* x.load()
        if ((seen.get('last') ?? 0) > 2) yield* out.store('bad')
      })
    }
  }),
  staged('a part of what a map holds', 'M004', ({ x, out }) => {
    const lists = new Map<string, number[]>([['a', []]])
    return function* () {
      yield* forever(function* () {
        lists.get('a')?.push(1)
        yield* x.load()
        if ((lists.get('a')?.length ?? 0) > 2) yield* out.store('bad')
      })
    }
  }),
  staged('a member assigned in a pattern', 'M004', ({ x, out }) => {
    const state: { last: number } = { last: 0 }
    return function* () {
      yield* forever(function* () {
        if (state.last === 1) yield* out.store('bad')
        ;[state.last] = [yield* x.load()]
      })
    }
  }),
  staged('an inner block with a variable of the same name', 'M004', ({ x, out }) => {
    let last = 0
    return function* () {
      yield* forever(function* () {
        if (last === 1) yield* out.store('bad')
        {
          const last = yield* x.load()
          yield* step(String(last))
        }
        last = 1
      })
    }
  }),
  staged('Object.assign', 'M004', ({ x, out }) => {
    const state = { last: 0 }
    return function* () {
      yield* forever(function* () {
        if (state.last === 1) yield* out.store('bad')
        Object.assign(state, { last: yield* x.load() })
      })
    }
  }),
  staged('bind', 'M004', ({ x, out }) => {
    const state = { rounds: 0 }
    const body = function* (): Steps<void> {
      if (state.rounds > 0) yield* out.store('bad')
      yield* x.load()
      state.rounds = 1
    }
    return () => forever(body.bind(null))
  }),
  staged('a helper that assigns', 'M004', ({ x, out }) => {
    let rounds = 0
    const count = () => {
      rounds++
    }
    return function* () {
      yield* forever(function* () {
        if (rounds === 3) yield* out.store('bad')
        yield* x.load()
        count()
      })
    }
  }),
  staged('an instance of a class', 'M004', ({ x, out }) => {
    const counter = new Counter()
    return function* () {
      yield* forever(function* () {
        yield* x.load()
        if (counter.tick() === 3) yield* out.store('bad')
      })
    }
  }),
  staged('another name for a captured record', 'M004', ({ x, out }) => {
    const state = { rounds: 0 }
    return function* () {
      yield* forever(function* () {
        const mine = state
        if (mine.rounds === 2) yield* out.store('bad')
        yield* x.load()
        mine.rounds += 1
      })
    }
  }),
  staged('a variable of an outer frame, through a function of its own', 'walks', ({ x, out }) => {
    return function* () {
      let rounds = 0
      const count = () => {
        rounds += 1
      }
      yield* loop(0, function* (round) {
        yield* x.load()
        count()
        return round === 0 ? again(1) : undefined
      })
      if (rounds === 2) yield* out.store('bad')
    }
  }),
  staged('an iterator that goes on', 'M004', ({ x, out }) => {
    const numbers = range(9)[Symbol.iterator]()
    return function* () {
      yield* forever(function* () {
        yield* x.load()
        if (numbers.next().value === 3) yield* out.store('bad')
      })
    }
  }),
]

const handedOn: readonly Misdeed[] = [
  staged('the accumulator of a fold', 'M013', ({ x, out }) => {
    return function* () {
      const seen = yield* fold([x, x], [] as number[], function* (all, each) {
        all.push(yield* each.load())
        return all
      })
      if (seen.join() === '0,1') yield* out.store('bad')
    }
  }),
  staged('the state of a loop', 'M013', ({ x, out }) => {
    return function* () {
      yield* loop({ rounds: 0 }, function* (state) {
        yield* x.load()
        state.rounds++
        if (state.rounds === 2) yield* out.store('bad')
        return state.rounds < 3 ? again(state) : undefined
      })
    }
  }),
  staged('an out-parameter', 'M013', ({ x, out }) => {
    const look = proc(function* look(into: number[]) {
      into.push(yield* x.load())
    })
    return function* () {
      const seen: number[] = []
      yield* look(seen)
      yield* look(seen)
      if (seen.join() === '0,1') yield* out.store('bad')
    }
  }),
  staged('a map as out-parameter', 'M013', ({ x, out }) => {
    const look = proc(function* look(into: Map<number, number>) {
      into.set(0, yield* x.load())
    })
    return function* () {
      const seen = new Map<number, number>()
      yield* look(seen)
      if (seen.get(0) === 1) yield* out.store('bad')
    }
  }),
  staged('the result of a proc', 'M013', ({ x, out }) => {
    const look = proc(function* look() {
      return [yield* x.load() as Steps<number>]
    })
    return function* () {
      const seen = yield* look()
      seen.push(yield* x.load())
      if (seen.join() === '0,1') yield* out.store('bad')
    }
  }),
  staged('an option of choose', 'M013', ({ x, out }) => {
    return function* () {
      const picked: { n: number } = yield* choose([{ n: 0 }, { n: 1 }])
      picked.n += yield* x.load()
      yield* step('local')
      if (picked.n === 2) yield* out.store('bad')
    }
  }),
  staged('an answer', 'M013', ({ out }, { shared }) => {
    const { m } = shared({
      m: object<{ list: readonly number[] }>({ list: [1] })({}, { reads: { all: (value) => value.list } }),
    })
    return function* () {
      const all = (yield* m.all()) as number[]
      all.push(2)
      yield* step('local')
      if (all.length === 2) yield* out.store('bad')
    }
  }),
]

const byClock = (name: string, read: () => number): Misdeed =>
  staged(name, 'M004', ({ out }) => {
    return function* () {
      yield* step('local')
      if (read() % 2 === 0) yield* out.store('bad')
      else yield* step('odd')
    }
  })

const clocks: readonly Misdeed[] = [
  byClock('Date.now', () => Date.now()),
  byClock('new Date', () => new Date().getMilliseconds()),
  byClock('performance.now', () => Math.floor(performance.now() * 1e6)),
  byClock('process.hrtime', () => process.hrtime()[1]),
  byClock('process.hrtime.bigint', () => Number(process.hrtime.bigint())),
  byClock('crypto.getRandomValues', () => crypto.getRandomValues(new Uint8Array(1))[0] ?? 0),
  byClock('crypto.randomUUID', () => crypto.randomUUID().charCodeAt(0)),
  byClock('Math.random', () => Math.floor(Math.random() * 10)),
]

type Boxed = { readonly n: number }

/** Two threads call a method of an object; n is never 2. */
function boxed(name: string, code: string, make: () => (d: { n: number }, me: ThreadId) => unknown): Misdeed {
  const describe = ({ shared, threads, never }: Tools): void => {
    const { m } = shared({ m: object<Boxed>({ n: 0 })({ go: make() as (d: Boxed) => unknown }) })
    threads(['A', 'B'], function* () {
      yield* m.go()
      yield* m.go()
    })
    never('two', [m], ({ n }) => n === 2)
  }
  return { name, code, system: system(name, describe) }
}

const inRecipes: readonly Misdeed[] = [
  boxed('a counter in a recipe', 'M004', () => {
    let calls = 0
    return (d) => {
      calls++
      d.n = calls % 3
    }
  }),
  boxed('a captured record in a recipe', 'M004', () => {
    const memory = { last: 0 }
    return (d) => {
      memory.last = d.n
      d.n = (d.n + 1) % 2
    }
  }),
  boxed('a helper in a recipe', 'M004', () => {
    const counter = new Counter()
    return (d) => {
      d.n = counter.tick() % 3
    }
  }),
  boxed('an async recipe', 'M002', () => async (d) => {
    d.n = 1
  }),
  boxed('a recipe that answers a promise', 'M002', () => (d) => {
    d.n = 1
    return Promise.reject(new Error('later'))
  }),
  boxed(
    'a generator as recipe',
    'M002',
    () =>
      function* (d) {
        d.n = 1
      },
  ),
  boxed('an accessor', 'M005', () => (d) => {
    Object.assign(d, { n: 1 })
    let asked = 0
    return Object.defineProperty({}, 'n', {
      get: () => {
        asked += 1
        return asked
      },
      enumerable: true,
    })
  }),
  boxed('a property of a list', 'M005', () => (d) => {
    d.n = 1
    return Object.assign([1], { more: 2 })
  }),
  boxed('a list with holes', 'M005', () => (d) => {
    d.n = 1
    const list: number[] = []
    list[2] = 1
    return list
  }),
  boxed('a mistake', 'M014', () => (d) => {
    d.n = (undefined as unknown as Boxed).n
  }),
  boxed('a new value in place of a change', 'M014', () => (d) => ({ n: d.n + 1 })),
]

function observed(name: string, code: string, make: () => (n: 0 | 1, all: readonly Boxed[]) => boolean): Misdeed {
  const describe = ({ shared, thread, never }: Tools): void => {
    const { x, m } = shared({
      x: cell([0, 1]),
      m: object<{ all: readonly Boxed[] }>({ all: [{ n: 1 }, { n: 1 }] })({
        set(d, n: number) {
          d.all = [{ n }, { n }]
        },
      }),
    })
    thread('A', function* () {
      yield* x.store(1)
      yield* m.set(2)
      yield* x.store(0)
    })
    const holds = make()
    never('so', [x, m], (n, { all }) => holds(n, all))
  }
  return { name, code, system: system(name, describe) }
}

const inProperties: readonly Misdeed[] = [
  {
    ...observed('a counter in a property', 'M004', () => () => false),
    system: system('a counter in a property', ({ shared, thread, never }) => {
      const { x } = shared({ x: cell([0, 1]) })
      let calls = 0
      thread('A', () => x.store(1))
      never('so', [x], () => {
        calls++
        return calls > 50
      })
    }),
  },
  observed('a helper in a property', 'M004', () => {
    const counter = new Counter()
    return (n) => counter.tick() % 2 === n
  }),
  observed(
    'parts compared by identity',
    'M004',
    () => (_, all) => all[0] !== all[1] && all[0]?.n === all[1]?.n && false === (all[0] === all[1]),
  ),
  observed(
    'a property that throws a TypeError',
    'M014',
    () => (n) => n === 1 && (undefined as unknown as Boxed).n === 1,
  ),
]

let described = 0

const inDescriptions: readonly Misdeed[] = [
  {
    name: 'a description that counts',
    code: 'M004',
    system: system('a description that counts', ({ shared, thread }) => {
      described++
      const { x } = shared({ x: cell([0, 1], (described % 2) as 0 | 1) })
      thread('A', () => x.store(1))
    }),
  },
  {
    name: 'a description that tosses a coin',
    code: 'M004',
    system: system('a description that tosses a coin', ({ shared, thread }) => {
      const { x } = shared({ x: cell([0, 1]) })
      const value = Math.random() < 0.5 ? 1 : 0
      thread('A', () => x.store(value))
    }),
  },
  {
    name: 'a description whose bodies differ',
    code: 'walks',
    system: system('a description whose bodies differ', ({ shared, thread }) => {
      described++
      const { x } = shared({ x: cell([0, 1, 2]) })
      const value = (described % 3) as 0 | 1 | 2
      thread('A', () => x.store(value))
    }),
  },
  {
    name: 'one cell under two names',
    code: 'M009',
    system: system('one cell under two names', ({ shared, thread }) => {
      const x = cell([0, 1])
      shared({ x, y: x })
      thread('A', () => x.store(1))
    }),
  },
]

const outOfPlace: readonly Misdeed[] = [
  staged('again from atomically', 'M012', ({ x }) => {
    return function* () {
      yield* loop(0, function* () {
        return yield* atomically(function* () {
          yield* x.store(1)
          return again(1)
        })
      })
    }
  }),
  staged('again from a body', 'M012', ({ x }) => {
    return function* () {
      yield* x.store(1)
      return again(1)
    }
  }),
  staged('an empty choice', 'M012', ({ x, out }) => {
    return function* () {
      yield* x.load()
      yield* out.store(yield* choose(['ok', 'bad'].filter((word) => word.length === 0) as 'ok'[]))
    }
  }),
  staged('a member that a cell has not', 'M014', ({ x }) => {
    return function* () {
      yield* step('local')
      yield* (x as unknown as { lod(): Steps<unknown> }).lod()
    }
  }),
  {
    name: 'a ghost as a step',
    code: 'M012',
    system: system('a ghost as a step', ({ shared, ghosts, thread }) => {
      const { x } = shared({ x: cell([0, 1]) })
      const { seen } = ghosts({ seen: cells([0, 1], [0, 1]) })
      thread('A', function* () {
        yield* x.store(1)
        yield* seen.at(0).store(1) as unknown as Steps
      })
    }),
  },
]

export const misdeeds: readonly Misdeed[] = [
  ...inBodies,
  ...handedOn,
  ...clocks,
  ...inRecipes,
  ...inProperties,
  ...inDescriptions,
  ...outOfPlace,
]

/** Those that keep something between steps: memory that only runs show, whatever the texts say. */
export const memories: readonly Misdeed[] = [...inBodies, ...handedOn]
