import {
  cell,
  cells,
  type ExpectedVerdict,
  fence,
  plain,
  proc,
  repeat,
  type Steps,
  type System,
  spinUntil,
  system,
  type ThreadId,
  threadIds,
} from 'lockproof'

/** How a thread gives its turn away, and what it makes of the turn that it reads. */
type Version = {
  readonly gives: 'store' | 'exchange'
  readonly first?: 'release' | 'seq_cst'
  readonly second?: 'seq_cst'
  readonly mine: 'acquire' | 'relaxed'
  readonly expected: readonly ExpectedVerdict[]
}

const optional = (order: 'release' | 'seq_cst' | undefined): Steps =>
  order === undefined ? proc(function* nothing() {})() : fence(order)

/** Peterson's lock for two threads that come back once, with data that it protects. */
const peterson = (name: string, { gives, first, second, mine, expected }: Version): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const ids = threadIds(2)
    const { flag, turn, data } = shared({ flag: cells(ids, ['down', 'up']), turn: cell(ids), data: plain([0, 1, 2]) })
    const { critical } = regions('critical')
    const other = (me: ThreadId): ThreadId => (me === ids[0] ? (ids[1] as ThreadId) : (ids[0] as ThreadId)) // there are two
    const lock = proc(function* lock(me: ThreadId) {
      yield* flag.at(me).store('up', 'relaxed')
      yield* optional(first)
      yield* gives === 'store' ? turn.store(other(me), 'relaxed') : turn.exchange(other(me), 'acq_rel')
      yield* optional(second)
      yield* spinUntil(function* () {
        if (yield* flag.at(other(me)).test((it) => it === 'down', 'acquire')) return true
        return yield* turn.test((it) => it === me, mine)
      })
    })
    threads(ids, (me) =>
      repeat(2, function* () {
        yield* lock(me)
        yield* critical(function* () {
          const seen = yield* data.load()
          yield* data.store(seen === 0 ? 1 : seen === 1 ? 2 : 0)
        })
        yield* flag.at(me).store('down', 'release')
      }),
    )
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
    for (const one of expected) expectVerdict(one)
  })

/** A buffer keeps a flag from the other thread, and each sees only its own. */
export const noFence: System = peterson('no fence', {
  gives: 'store',
  mine: 'acquire',
  expected: [{ memory: ['tso', 'pso', 'cpp20'], violates: 'mutual exclusion' }],
})

/** A turn that is given later may come earlier in the order of what was given. */
export const releaseFence: System = peterson('release fence', {
  gives: 'store',
  first: 'release',
  second: 'seq_cst',
  mine: 'acquire',
  expected: [{ memory: 'cpp20', violates: 'mutual exclusion', steps: 11 }],
})

export const fences: System = peterson('two fences', {
  gives: 'store',
  first: 'seq_cst',
  second: 'seq_cst',
  mine: 'acquire',
  expected: [],
})

export const exchange: System = peterson('exchange', { gives: 'exchange', mine: 'acquire', expected: [] })

/** Who finds its turn has synchronized with nobody: the other has come back, and the data of its last round are not seen. */
export const secondRound: System = peterson('second round', {
  gives: 'exchange',
  mine: 'relaxed',
  expected: [{ memory: 'cpp20', fails: 'data race', steps: 13 }],
})
