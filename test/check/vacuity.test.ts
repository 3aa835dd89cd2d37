import { again, cell, cells, check, forever, loop, object, range, system, type Tools } from 'lockproof'
import { describe, expect, test } from 'vitest'

const warningsOf = (describeSystem: (tools: Tools) => void) =>
  check(system('under test', describeSystem)).warnings.map(({ text }) => text)

type Slot = { readonly isTaken: boolean }

const slot = () =>
  object<Slot>({ isTaken: false })(
    {
      occupy(d) {
        if (d.isTaken) return false
        d.isTaken = true
        return true
      },
      tryToEmpty(d) {
        d.isTaken = false
        return true
      },
    },
    { reads: { isEmpty: (d) => !d.isTaken } },
  )

describe('an operation that always answers the same', () => {
  test('is told by what it answers elsewhere, not by its name', () => {
    const warnings = warningsOf(({ shared, thread }) => {
      const { s } = shared({ s: slot() })
      thread('T', function* () {
        const mine = yield* s.occupy() // would have answered false to somebody else
        if (mine) yield* s.tryToEmpty() // has one answer only
        yield* s.isEmpty()
      })
    })
    expect(warnings).toEqual(['s.occupy always answers true'])
  })

  test('of cells, is one that tests: the other answers are values', () => {
    const warnings = warningsOf(({ shared, thread }) => {
      const { 'is.[it]': it, row } = shared({
        'is.[it]': cell([false, true]),
        row: cells(['a', 'b'], ['down', 'up']),
      })
      thread('T', function* () {
        yield* it.load()
        yield* it.test((v) => v)
        yield* row.at('a').compareAndSwap('down', 'up')
        yield* row.at('b').compareAndSwap('down', 'up')
      })
    })
    expect(warnings).toEqual(['is.[it].test always answers false', 'row.compareAndSwap always answers true'])
  })
})

describe('a region that nobody enters', () => {
  const regionOf = (ask: (tools: Tools, region: ReturnType<Tools['regions']>[string]) => void) =>
    warningsOf((tools) => {
      const { shared, threads, regions } = tools
      const { x } = shared({ x: cell([0, 1, 2]) })
      const { torn } = regions('torn')
      threads(['P', 'Q'], function* () {
        yield* x.store(1)
        if ((yield* x.load()) === 2) yield* torn()
      })
      ask(tools, torn)
    })

  test('is no wonder where a property says that nobody may', () => {
    expect(regionOf(({ never }, torn) => never('torn read', [torn], (inside) => inside.length > 0))).toEqual([])
    expect(regionOf(({ always }, torn) => always('whole', [torn], (inside) => inside.length === 0))).toEqual([])
  })

  test('is one that a property holds for want of', () => {
    const said = ['no thread is ever in torn']
    expect(regionOf(() => {})).toEqual(said)
    expect(regionOf(({ never }, torn) => never('two', [torn], (inside) => inside.length > 1))).toEqual(said)
    expect(regionOf(({ never }, torn) => never('P', [torn], ([first]) => String(first) === 'P'))).toEqual(said)
    expect(regionOf(({ reachable }, torn) => reachable('none', [torn], (inside) => inside.length === 0))).toEqual(said)
    expect(
      regionOf(({ never }, torn) =>
        never('throws', [torn], ([first]) => {
          if (first !== undefined) throw new Error('somebody')
          return false
        }),
      ),
    ).toEqual(said)
  })
})

describe('a wait that never waits', () => {
  test('is named by its row, and by when() where that is what waits', () => {
    const warnings = warningsOf(({ shared, thread }) => {
      const { row } = shared({ row: cells(['a.b(', 'c'], ['down', 'up']) })
      thread('T', function* () {
        yield* row.at('a.b(').when('down').store('up')
        yield* row.at('c').when('down').load()
        yield* row.at('c').waitFor('down')
      })
    })
    expect(warnings).toEqual(['row.when never waits', 'row.waitFor never waits'])
  })
})

describe('a loop that never goes round', () => {
  const counting = (isEndless: (me: number) => boolean) =>
    warningsOf(({ shared, threads }) => {
      const { x } = shared({ x: cells(range(2), [0, 1]) })
      threads(range(2), function* (me) {
        yield* loop(0, function* (seen) {
          yield* x.at(me).store(1)
          if (isEndless(me) && seen === 0) return again(1)
          return undefined
        })
      })
    })

  test('is warned of, with its place', () => {
    expect(counting(() => false)).toEqual([
      expect.stringMatching(
        /^the loop at \S+vacuity\.test\.ts:\d+:\d+ never goes round: its body never answers again\(…\)$/,
      ),
    ])
  })

  test('is none where it goes round in one of its threads', () => {
    expect(counting((me) => me === 1)).toEqual([])
  })

  test('is not said of an open design that was not seen to its end', () => {
    const open = system('open', ({ shared, thread }) => {
      const { n } = shared({
        n: object({ count: 0 })({
          grow(d) {
            d.count++
          },
        }),
      })
      thread('Grows', function* () {
        yield* forever(function* () {
          yield* n.grow()
        })
      })
      thread('T', function* () {
        yield* loop(0, function* (round) {
          yield* n.grow()
          return round < 0 ? again(0) : undefined
        })
      })
    })
    expect(check(open, { limits: { states: 1000 } })).toMatchObject({ verdict: 'incomplete', warnings: [] })
  })

  test('is not told from one that has not ended yet', () => {
    const warnings = warningsOf(({ shared, thread }) => {
      const { x } = shared({ x: cell([0, 1]) })
      thread('T', function* () {
        yield* loop(0, function* () {
          yield* forever(function* () {
            yield* x.store(1)
          })
        })
      })
    })
    expect(warnings).toEqual([])
  })
})
