import { cell, cells, check, object, system, type Tools } from 'lockproof'
import { describe, expect, test } from 'vitest'

const warningsOf = (describeSystem: (tools: Tools) => void) => check(system('under test', describeSystem)).warnings

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
