/** Which loads hardware lets no later store overtake, since it depends on them whether it is done. */
import { cell, cells, check, choose, fence, type Steps, type System, spinUntil, system, threadIds } from 'lockproof'
import { expect, test } from 'vitest'
import { ground } from '../../src/verdict/ground.ts'
import { clients } from './locks/lock.ts'

const pairsOf = (of: System): string[] => {
  const { grounds, verdict } = check(of, { memory: 'cpp20' })
  expect(verdict).toBe('verified')
  return grounds
    .flatMap((it) => (it.kind === 'load buffering' ? it.pairs : []))
    .map(({ load, store, isDependent }) => `${load.operation} ${isDependent ? 'decides' : '>'} ${store.operation}`)
}

const access = () => ({
  x: cell([0, 1, 2]),
  y: cell([0, 1, 2]),
  z: cell([0, 1]),
  row: cells(['a', 'b'], [0, 1]),
})
type Cells = ReturnType<typeof access>

/** Two threads that do the same. */
const both = (body: (of: Cells) => Generator<unknown, unknown, never>): System =>
  system('both', ({ shared, threads }) => {
    const of = shared(access())
    threads(threadIds(2), () => body(of) as never as Steps)
  })

test('a store that is done whatever was read does not depend on it', () => {
  const always = both(function* ({ x, y }) {
    yield* x.load('relaxed')
    yield* y.store(1, 'relaxed')
    yield* x.store(1, 'relaxed')
  })
  expect(pairsOf(always)).toEqual(['x.load > y.store'])
})

test('a store in one branch depends on what was read, and what follows both branches does not', () => {
  const branch = both(function* ({ x, y, z }) {
    if ((yield* x.load('relaxed')) === 1) yield* z.store(1, 'relaxed')
    yield* y.store(1, 'relaxed')
    yield* x.store(1, 'relaxed')
  })
  expect(pairsOf(branch)).toEqual(['x.load decides z.store', 'x.load > y.store'])
})

test('of a store to one cell in each branch nothing is said, whatever they store', () => {
  const branches = both(function* ({ x, y }) {
    if ((yield* x.load('relaxed')) === 1) yield* y.store(1, 'relaxed')
    else yield* y.store(2, 'relaxed')
    yield* x.store(1, 'relaxed')
  })
  expect(pairsOf(branches)).toEqual(['x.load > y.store', 'x.load > y.store'])
})

test('of what a store stores nothing is asked', () => {
  const copied = both(function* ({ x, y }) {
    yield* y.store((yield* x.load('relaxed')) as 0, 'relaxed')
    yield* x.store(1, 'relaxed')
  })
  expect(pairsOf(copied)).toEqual(['x.load > y.store'])
})

test('loads at one place that are not one load do not stand for each other', () => {
  const sum = both(function* ({ row, y }) {
    for (const key of ['a', 'b'] as const) yield* row.at(key).load('relaxed')
    yield* y.store(1, 'relaxed')
    yield* row.at('a').store(1, 'relaxed')
  })
  expect(pairsOf(sum)).toEqual(['row.load > y.store', 'row.load > row.store'])
})

test('what stands behind a wait or a spin depends on what it read', () => {
  const waits = system('waits', ({ shared, thread }) => {
    const { x, y, z } = shared(access())
    thread('one', () => x.store(1, 'relaxed'))
    thread('other', function* () {
      yield* x.waitFor(1, 'relaxed')
      yield* y.store(1, 'relaxed')
    })
    thread('third', function* () {
      yield* spinUntil(() => x.test((it) => it === 1, 'relaxed'))
      yield* z.store(1, 'relaxed')
    })
  })
  expect(pairsOf(waits)).toEqual(['x.waitFor decides y.store', 'x.test decides z.store'])
})

test('who waits for what was read depends on it: a ticket', () => {
  expect(new Set(pairsOf(clients('ticket')))).toEqual(
    new Set(['next.fetchAdd decides data.store', 'owner.load > next.fetchAdd', 'owner.load > data.store']),
  )
})

test('who waits for the same whatever was read does not depend on it', () => {
  const same = system('same', ({ shared, thread }) => {
    const { x, y, z } = shared(access())
    thread('one', function* () {
      yield* x.store(1, 'relaxed')
      yield* z.store(1, 'relaxed')
    })
    thread('other', function* () {
      yield* x.load('relaxed')
      yield* z.waitFor(1, 'acquire')
      yield* y.store(1, 'relaxed')
    })
  })
  expect(pairsOf(same)).toEqual(['x.load > y.store'])
})

test('the sentence says of what hardware it is true', () => {
  const pair = { load: { operation: 'x.load' }, store: { operation: 'y.store' } }
  const text = (...are: boolean[]): string =>
    ground({ kind: 'load buffering', pairs: are.map((isDependent) => ({ ...pair, isDependent })) }).text
  expect(text(true)).toContain('ARM, POWER and RISC-V do not, where machine code has the same branches')
  expect(text(true)).not.toContain('carries over') // of other things nothing is said here
  expect(text(false)).not.toContain('carries over')
  expect(text(true, false)).not.toContain('carries over')
  expect(text(true, false)).toMatch(/ARM, POWER and RISC-V do not let .*: x\.load by y\.store\. Nor C\+\+ these/)
})

test('a fence keeps all in order', () => {
  const fenced = both(function* ({ x, y }) {
    yield* x.load('relaxed')
    yield* fence('acquire')
    yield* y.store(1, 'relaxed')
  })
  expect(pairsOf(fenced)).toEqual([])
})

test('of a load with one outcome nothing says that it decides', () => {
  const one = system('one', ({ shared, thread }) => {
    const { x, y, z } = shared(access())
    thread('writer', () => z.store(1, 'relaxed'))
    thread('reader', function* () {
      yield* x.load('relaxed')
      yield* z.waitFor(1, 'acquire')
      yield* y.store(1, 'relaxed')
    })
  })
  expect(pairsOf(one)).toEqual(['x.load > y.store'])
})

/** The second load decides; that the first one says the same is how the writer goes. */
test('what was never met together is no branch', () => {
  const together = system('together', ({ shared, thread }) => {
    const { x, y, z, row } = shared(access())
    thread('writer', function* () {
      if ((yield* choose(['both', 'none'])) === 'both') {
        yield* z.store(1, 'relaxed')
        yield* x.store(1, 'relaxed')
      }
      yield* row.at('a').store(1, 'release')
    })
    thread('reader', function* () {
      yield* row.at('a').waitFor(1, 'acquire')
      yield* x.load('relaxed')
      if ((yield* z.load('acquire')) === 1) yield* y.store(1, 'relaxed')
    })
  })
  expect(pairsOf(together)).toEqual(['x.load > y.store'])
})

test('a pair of places depends where it does so of every thread', () => {
  const differ = system('differ', ({ shared, thread }) => {
    const { x, y } = shared(access())
    const body = function* (isFree: boolean) {
      const seen = yield* x.load('relaxed')
      if (isFree || seen === 1) yield* y.store(1, 'relaxed')
      yield* x.store(1, 'relaxed')
    }
    thread('free', () => body(true))
    thread('bound', () => body(false))
  })
  expect(pairsOf(differ)).toEqual(['x.load > y.store'])
})
