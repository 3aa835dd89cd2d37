import { describe, expect, test } from 'vitest'
import type { ModelName, Parameters } from '../../../bench/expected.ts'
import { systemOf } from '../../../bench/systems.ts'
import { compile } from '../../../src/model/compile/compile.ts'
import { finished } from './finished.ts'

type Row = readonly [ModelName, Parameters, number, number]

/** Orbits and enabled steps of representatives, without minimisation; those up to N=5 agree with Rumur and others (reduction.md, section 5). */
const rows: readonly Row[] = [
  ['ticket', { N: 6 }, 420, 1890],
  ['ticket', { N: 7 }, 644, 3332],
  ['ticket', { N: 8 }, 936, 5472],
  ['mcs', { N: 4 }, 734, 2456],
  ['mcs', { N: 5 }, 3301, 13_697],
  ['mcs', { N: 6 }, 14_608, 72_336],
  ['rwlock', { R: 4, W: 4 }, 2426, 8930],
  ['rwlock', { R: 5, W: 4 }, 3565, 14_360],
  ['eresource', { N: 4, D: 2 }, 2764, 14_079],
  ['eresource', { N: 5, D: 2 }, 8847, 55_665],
]

const compiled = (model: ModelName, params: Parameters) =>
  compile(systemOf(model, params).build(), { minimise: false }).program

describe('symmetry on the lock models', () => {
  test.each(rows)('%s %j has exactly %d orbits and %d edges', (model, params, states, edges) => {
    for (const strategy of ['bfs', 'dfs'] as const) {
      const result = finished(compiled(model, params), { strategy })
      expect({ status: result.status, states: result.states, edges: result.edges }).toEqual({
        status: 'complete',
        states,
        edges,
      })
      expect(result.report).toMatchObject({ status: 'proved', differences: [] })
    }
  })

  test('bakery is refused: threads look at each other in the order of their numbers', () => {
    const { report, states } = finished(compiled('bakery', { N: 3, M: 3 }))
    expect({ states, status: report.status, families: report.families }).toEqual({
      states: 16_861,
      status: 'none',
      families: [],
    })
    expect(report.differences[0]).toBe(
      'T0 and T1 are not alike: T0 at number[0].load() and T1 at number[0].load() differ: with the two exchanged it would be a step on number[1].',
    )
  })

  test('phil is refused: philosophers of a ring have different neighbours', () => {
    const { report, states } = finished(compiled('phil', { N: 5 }))
    expect({ states, status: report.status }).toEqual({ states: 1363, status: 'none' })
    expect(report.differences[0]).toBe(
      "T0 and T1 are not alike: T0 at fork[1].when('free').store('taken') and T1 at fork[2].when('free').store('taken') differ: with the two exchanged it would be a step on fork[0].",
    )
  })

  test('where a value has more images than may be kept, families are cut in two', () => {
    const { report, states } = finished(compiled('eresource', { N: 4, D: 2 }), { limitOrbit: 12 })
    expect(report).toMatchObject({
      status: 'proved',
      families: [
        [0, 1],
        [2, 3],
      ],
    })
    expect(report.differences[0]).toBe('T1 and T2 are not taken for alike: resource has values with too many images.')
    expect(states).toBeGreaterThan(2764)
  })

  test('over its budget the symmetry is assumed, and nothing is verified', () => {
    const { report, states, status, limit } = finished(compiled('mcs', { N: 4 }), { proof: { budget: 100 } })
    expect({ states, symmetry: report.status, status, limit }).toEqual({
      states: 734,
      symmetry: 'assumed',
      status: 'incomplete',
      limit: 'proof',
    })
  })
})
