import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { systemOf } from '../../bench/systems.ts'
import { etf } from '../../src/export/tables/etf.ts'
import { Rows } from '../../src/export/tables/rows.ts'
import { compile } from '../../src/model/compile/compile.ts'
import { graphOfEtf, readEtf } from './etf-reader.ts'
import { tablesOf } from './tables.ts'

describe('tables as ETF, read by the manual of the format', () => {
  const small = rows
    .filter(({ size }) => size === 't')
    .map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` }))

  test.each(small)('have the states and edges of $title', ({ model, params, states, edges }) => {
    const { program } = compile(systemOf(model, params).build(), { minimise: false })
    const graph = graphOfEtf(readEtf([...etf(tablesOf(program)).pieces].join('')))
    expect(graph.states.length).toBe(states)
    expect(graph.edges.filter(({ label }) => label !== 'may stay').length).toBe(edges)
  })

  test('have no more rows than somebody can read', () => {
    const { program } = compile(systemOf('eresource', { N: 3, D: 2 }).build())
    const few = new Rows(program, { limit: 20 })
    expect(() => [...few.of(0, 0)]).toThrow('Its tables have more than 20 rows: expected a design that is smaller.')
  })
})

describe('the reader refuses', () => {
  const good = [...etf(tablesOf(compile(systemOf('peterson', { N: 2 }).build()).program)).pieces].join('')

  test.each([
    ['another place in a section', /^(\d\/\d) \* (.*)$/m, '* $1 $2', /another place is used/],
    ['a number without a value', /^begin init\n\d/m, 'begin init\n7', /7 of o0_/],
    ['a section that does not end', /\nend init/, '', /in init: begin trans/],
    ['a word without quotes', /^"no"$/m, 'no', /no value: no/],
    ['an empty section', /begin init/, 'begin trans\nend trans\nbegin init', /an empty section/],
    ['a name that is a keyword', /begin edge\nstep/, 'begin edge\nstate', /no identifier: state/],
  ])('%s', (_, from, to, message) => {
    const bad = good.replace(from, to)
    expect(bad).not.toBe(good)
    expect(() => readEtf(bad)).toThrow(message)
  })

  test('a label that does not know every state', () => {
    const bad = good.replace(/(begin map in0_t0:truth\n).*\n/, '$1')
    expect(() => graphOfEtf(readEtf(bad))).toThrow(/in0_t0 knows 0 rows/)
  })
})
