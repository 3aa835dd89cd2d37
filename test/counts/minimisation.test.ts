import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { flatEresource } from '../../bench/models/eresource.ts'
import { systemOf } from '../../bench/systems.ts'
import { fullSearch } from './full-search.ts'

const tiny = rows
  .filter(({ size }) => size === 't')
  .map((row) => ({ ...row, title: `${row.model} ${parametersText(row.params)}` }))

describe('minimisation', () => {
  test('makes threads forget a call that no longer matters: flat eresource N=4', () => {
    const flat = flatEresource({ N: 4, D: 2 })

    expect(fullSearch(flat, { minimise: false })).toMatchObject({ states: 89_399, deadlocks: 0 })
    expect(fullSearch(flat, { minimise: true })).toMatchObject({ states: 46_527, edges: 230_576, deadlocks: 0 })
  })

  test.each(tiny)(
    'leaves $title as it is: nothing in it is remembered in vain',
    ({ model, params, states, edges, levels }) => {
      expect(fullSearch(systemOf(model, params), { minimise: true })).toMatchObject({ states, edges, levels })
    },
  )
})
