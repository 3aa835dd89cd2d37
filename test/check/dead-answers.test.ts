import { atomically, type Cells, cells, check, range, type Steps, system, threadIds, type Warning } from 'lockproof'
import { describe, expect, test } from 'vitest'

type Row = Cells<number, number>

const deadAnswers = (body: (row: Row) => Steps<void>): readonly Warning[] => {
  const design = system('readers of a row', ({ shared, threads, thread }) => {
    const { row } = shared({ row: cells(range(4), range(4)) })
    threads(threadIds(5), function* () {
      yield* body(row)
    })
    thread('writer', function* () {
      for (const each of row.each()) for (const value of range(4)) yield* each.store(value)
    })
  })
  return check(design, { reduction: 'none', limits: { states: 100 } }).warnings.filter(
    ({ kind }) => kind === 'dead answer',
  )
}

describe('answers that nobody needs', () => {
  test('are told once for threads that are alike', () => {
    const warnings = deadAnswers(function* (row) {
      for (const each of row.each()) yield* each.load()
    })
    expect(warnings).toEqual([
      expect.objectContaining({
        threads: ['T0', 'T1', 'T2', 'T3', 'T4'],
        text: expect.stringMatching(
          /^each of T0, T1, T2, T3, T4 has \d+ local states, \d after merging: row\[\d\]\.load\(\) at /,
        ),
      }),
    ])
  })

  test('are none where an atomic block forgets them before its step is over', () => {
    const warnings = deadAnswers(function* (row) {
      yield* atomically(function* () {
        for (const each of row.each()) yield* each.load()
      })
    })
    expect(warnings).toEqual([])
  })

  test('are those that a block hands on, not those that it forgets', () => {
    const warnings = deadAnswers(function* (row) {
      const known = yield* atomically(function* () {
        yield* row.at(0).load()
        return [yield* row.at(1).load(), yield* row.at(2).load()]
      })
      for (const each of row.each()) for (const value of range(3)) yield* each.store(value)
      void known
    })
    expect(warnings.map(({ text }) => text)).toEqual([expect.stringMatching(/: row\[[12]\]\.load\(\) at /)])
  })
})
