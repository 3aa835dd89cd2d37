import {
  cell,
  cells,
  check,
  fence,
  ModelError,
  plain,
  plains,
  type Steps,
  type System,
  system,
  threadIds,
} from 'lockproof'
import { expect, test } from 'vitest'
import { compile } from '../../src/model/compile/compile.ts'

/** Peterson, with whatever orders and a fence, or with none of it. */
const peterson = (isOrdered: boolean): System =>
  system('peterson', ({ shared, threads, regions, always }) => {
    const ids = threadIds(2)
    const other = (me: (typeof ids)[number]) => (me === ids[0] ? ids[1]! : ids[0]!)
    const data = isOrdered ? plain([0, 1, 2]) : cell([0, 1, 2])
    const { flag, turn } = shared({ flag: cells(ids, [0, 1]), turn: cell(ids), data })
    const { critical } = regions('critical')
    threads(ids, function* (me) {
      yield* isOrdered ? flag.at(me).store(1, 'relaxed') : flag.at(me).store(1)
      if (isOrdered) yield* fence('seq_cst')
      yield* isOrdered ? turn.store(other(me), 'release') : turn.store(other(me))
      if (isOrdered) yield* fence('acq_rel')
      const isUp = (yield* isOrdered ? flag.at(other(me)).load('acquire') : flag.at(other(me)).load()) === 1
      if (isUp) yield* isOrdered ? turn.waitFor(me, 'acquire') : turn.waitFor(me)
      yield* critical(function* () {
        const seen = yield* data.load()
        yield* data.store(seen === 2 ? 2 : ((seen + 1) as 1 | 2))
      })
      yield* isOrdered ? flag.at(me).store(0, 'release') : flag.at(me).store(0)
    })
    always('mutual exclusion', [critical], (inside) => inside.length <= 1)
  })

test('orders, fences and plain cells change nothing where memory is sequentially consistent', () => {
  const [without, withOrders] = [compile(peterson(false).build()), compile(peterson(true).build())]
  expect(withOrders.program.ir).toEqual(without.program.ir)
  const [a, b] = [check(peterson(false)), check(peterson(true))]
  expect([b.verdict, b.states, b.edges, b.levels]).toEqual([a.verdict, a.states, a.edges, a.levels])
})

test('one operation is one whatever its order', () => {
  const design = system('two orders', ({ shared, thread }) => {
    const { flag } = shared({ flag: cell([0, 1]) })
    thread('T0', function* () {
      yield* flag.store(1, 'release')
      yield* flag.store(1)
      yield* flag.store(1, 'relaxed')
    })
  })
  expect(compile(design.build()).program.ir.operations).toHaveLength(1)
})

const broken = (use: (flag: never) => Steps<unknown>): System =>
  system('broken', ({ shared, thread }) => {
    const { flag } = shared({ flag: cell([0, 1]) })
    thread('T0', function* () {
      yield* use(flag as never)
    })
  })

test.each([
  [
    'a load',
    (flag: never) => (flag as { load(o: string): Steps }).load('release'),
    "load() was given the order 'release'",
  ],
  [
    'a store',
    (flag: never) => (flag as { store(v: number, o: string): Steps }).store(1, 'acquire'),
    "store() was given the order 'acquire'",
  ],
  [
    'an update',
    (flag: never) => (flag as { exchange(v: number, o: string): Steps }).exchange(1, 'consume'),
    "exchange() was given the order 'consume'",
  ],
  [
    'a failing update',
    (flag: never) =>
      (flag as { compareAndSwap(a: number, b: number, o: string, f: string): Steps }).compareAndSwap(
        0,
        1,
        'release',
        'release',
      ),
    "compareAndSwap() was given the order 'release'",
  ],
])('%s that cannot have its order is refused', (_, use, message) => {
  const design = broken(use)
  expect(() => check(design)).toThrow(ModelError)
  expect(() => check(design)).toThrow(message)
})

test('a fence of no order is refused', () => {
  expect(() => fence('relaxed' as never)).toThrow("fence() was given the order 'relaxed': expected one of")
})

test('plain cells stand in rows', () => {
  const row = system('row', ({ shared, thread, always }) => {
    const { slots } = shared({ slots: plains(['a', 'b'], [0, 1]) })
    thread('T0', function* () {
      yield* slots.at('a').store(1)
    })
    always('b stays', [slots], ([, b]) => b === 0)
  })
  expect(check(row)).toMatchObject({ verdict: 'verified', states: 2 })
})

test('the order of a failure is no order of a success', () => {
  const published = system('published', ({ shared, thread }) => {
    const { x, data } = shared({ x: cell([2, 0, 1]), data: plain([0, 1]) })
    thread('T0', function* () {
      yield* x.compareAndSwap(0, 1, 'relaxed')
      yield* x.store(0)
      yield* data.store(1)
      yield* x.compareAndSwap(0, 1, undefined, 'relaxed')
    })
    thread('T1', function* () {
      yield* x.waitFor(1, 'acquire')
      yield* data.load()
    })
  })
  expect(check(published, { memory: 'cpp20' })).toMatchObject({ verdict: 'verified' })
})
