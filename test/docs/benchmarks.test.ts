import { describe, expect, test } from 'vitest'
import { parametersText, rows } from '../../bench/expected.ts'
import { textOf } from './pages.ts'

/** The cells of the rows of tables that begin with a model and its states. */
const measured = textOf('docs/internals/benchmarks.md')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, name = '', states = '']) => /^\w+ \w+=/.test(name) && /^[\d,]+$/.test(states))

describe('docs/internals/benchmarks.md', () => {
  test('has the states that are expected', () => {
    const expected = new Map(rows.map(({ model, params, states }) => [`${model} ${parametersText(params)}`, states]))
    expect(measured.length).toBe(17)
    for (const [, name = '', states = ''] of measured) expect([name, states]).toEqual([name, count(expected.get(name))])
  })

  test('has the ratios that README.md sums up', () => {
    const full = measured.filter((cells) => cells.length === 10)
    const ratios = full.map(([, , , spin, ours, ratio]) => {
      expect(Math.abs(Number(ours) / Number(spin) / Number(ratio) - 1)).toBeLessThan(0.02) // of rounded numbers
      return Number(ratio)
    })
    expect(full.map(([, name]) => name)).toHaveLength(12)
    const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(1))
    expect(textOf('README.md').replace(/\s+/g, ' ')).toContain(`${lowest} to ${highest} times as many states a second`)
    expect(textOf('README.md').replace(/\s+/g, ' ')).toContain('of the twelve systems that')
  })
})

function count(states: number | undefined): string | undefined {
  return states?.toLocaleString('en')
}
