import { cell, check, fence, idle, modulo, plain, proc, repeat, type System, system, threadIds } from 'lockproof'
import { expect, test } from 'vitest'
import { raised } from '../../examples/memory/message.ts'
import { secondRound } from '../../examples/memory/peterson.ts'
import { clients } from './locks/lock.ts'

const pairsOf = (of: System): string[] => {
  const { grounds, verdict } = check(of, { memory: 'cpp20' })
  expect(verdict).toBe('verified')
  return grounds.flatMap((it) =>
    it.kind === 'load buffering' ? it.pairs.map(({ load, store }) => `${load.operation} > ${store.operation}`) : [],
  )
}

test('pairs that load buffering could exchange are told', () => {
  expect(new Set(pairsOf(clients('ticket')))).toEqual(
    new Set(['next.fetchAdd > data.store', 'owner.load > next.fetchAdd', 'owner.load > data.store']),
  )
  const { grounds } = check(clients('ticket', { take: 'acquire', mine: 'acquire' }), { memory: 'cpp20' })
  expect(grounds.find(({ kind }) => kind === 'carries over')?.text).toContain('to ARM, POWER and RISC-V')
  expect(check(clients('ttas'), { memory: 'tso' }).grounds.map(({ kind }) => kind)).not.toContain('load buffering')
})

/** Each reads its own store, perhaps from its store buffer, and then the other's cell. */
const readsItsOwn = (order: 'relaxed' | 'release' | 'seq_cst'): System =>
  system('reads its own', ({ shared, ghosts, thread, never }) => {
    const { x, y } = shared({ x: cell([0, 1]), y: cell([0, 1]) })
    const seen = ghosts({ a: cell([0, 1, 'nothing'], 'nothing'), b: cell([0, 1, 'nothing'], 'nothing') })
    thread('A', function* () {
      yield* x.store(1, order)
      yield* x.load()
      yield* y.load().recording((value) => seen.a.store(value))
    })
    thread('B', function* () {
      yield* y.store(1, order)
      yield* y.load()
      yield* x.load().recording((value) => seen.b.store(value))
    })
    never('neither sees the other', [seen.a, seen.b], (a, b) => a === 0 && b === 0)
  })

test('what C++20 rules out and hardware does not is told', () => {
  const kinds = (order: 'relaxed' | 'release' | 'seq_cst'): string[] => {
    const { verdict, grounds } = check(readsItsOwn(order), { memory: 'cpp20' })
    expect(verdict).toBe('verified')
    return grounds.map(({ kind }) => kind)
  }
  expect(check(readsItsOwn('release'), { memory: 'tso' }).verdict).toBe('violated')
  expect(kinds('release')).toEqual(['memory', 'mixed orders'])
  expect(kinds('relaxed')).toEqual(['memory', 'mixed orders'])
  expect(check(readsItsOwn('seq_cst'), { memory: 'tso' }).verdict).toBe('verified')
  expect(kinds('seq_cst')).toEqual(['memory', 'carries over'])
  const { grounds } = check(readsItsOwn('release'), { memory: 'cpp20' })
  expect(grounds.at(-1)).toMatchObject({ cells: ['x', 'y'], text: expect.stringContaining('x86') })
})

const once = (of: 'cell' | 'plain', rounds: number): System =>
  system('once', ({ shared, threads, regions }) => {
    const { turn, data } = shared({ turn: modulo(2), data: of === 'cell' ? cell([0, 1]) : plain([0, 1]) })
    const { critical } = regions('critical')
    threads(threadIds(2), (_) =>
      repeat(rounds, function* () {
        yield* turn.when(0).store(1)
        yield* critical(() => data.store(1))
        yield* turn.store(0)
      }),
    )
  })

const warned = (of: System, memory: 'sc' | 'cpp20'): string[] =>
  check(of, { memory })
    .warnings.map(({ kind }) => kind)
    .filter((kind) => ['wraps', 'one round', 'nothing plain'].includes(kind))

test('a verdict that says little of orders says so', () => {
  expect(warned(once('cell', 1), 'cpp20')).toEqual(['wraps', 'one round', 'nothing plain'])
  expect(warned(once('plain', 2), 'cpp20')).toEqual(['wraps'])
  expect(warned(once('cell', 1), 'sc')).toEqual([])
  expect(warned(clients('ticket'), 'cpp20')).toEqual([])
})

/** Fences are steps where they do something, and nothing elsewhere. */
const fenced = (body: 'one' | 'a proc' | 'several'): System =>
  system('fenced', ({ shared, threads, regions }) => {
    const { flag } = shared({ flag: cell([0, 1]) })
    const { critical } = regions('critical')
    const within = proc(function* within() {
      yield* fence('seq_cst')
    })
    threads(threadIds(2), () =>
      repeat(2, function* () {
        yield* flag.when(0).store(1)
        yield* critical(function* () {
          yield* body === 'a proc' ? within() : fence('acquire')
          if (body !== 'one') yield* fence('seq_cst')
        })
        yield* flag.store(0)
      }),
    )
  })

test.each(['sc', 'tso', 'pso', 'cpp20'] as const)('under %s a region of fences alone has no step', (memory) => {
  for (const body of ['one', 'a proc', 'several'] as const)
    expect(() => check(fenced(body), { memory })).toThrow('critical contains no step')
})

test.each(['sc', 'tso', 'pso', 'cpp20'] as const)('under %s who idles behind a fence idles', (memory) => {
  const server = system('server', ({ shared, thread }) => {
    const { asked } = shared({ asked: cell([0, 1]) })
    thread('server', () =>
      idle(function* () {
        yield* fence('seq_cst')
        yield* asked.waitFor(1, 'acquire')
      }),
    )
  })
  expect(check(server, { memory }).verdict).toBe('verified')
})

test('a race names both accesses, and what was read that orders nothing', () => {
  expect(check(raised, { memory: 'cpp20' }).violation?.hints).toEqual([
    expect.stringMatching(
      /^buffer\.load\(\) of reader, step 4 \(.*:13:\d+\), and buffer\.store\('full'\) of writer, step 1 \(.*:8:\d+\): nothing orders them$/,
    ),
    expect.stringMatching(/^ready\.store\(1\) relaxed of writer, step 2 \(.*\): it publishes nothing$/),
  ])
  expect(check(secondRound, { memory: 'cpp20' }).violation?.hints).toEqual([
    expect.stringContaining('nothing orders them'),
    expect.stringMatching(/turn\.test\(.*\) relaxed of T\d, step 12 .*: it acquires nothing$/),
  ])
  expect(check(clients('ttas', { unlock: 'relaxed' }), { memory: 'pso' }).violation?.hints?.[0]).toMatch(
    /data\.load\(\) of T\d.*data\.store\(1\) of T\d/,
  )
})
