import { describe, expect, test } from 'vitest'
import { searchOf } from '../../src/cli/commands/search-flags.ts'

describe('searchOf', () => {
  test('gives each search its numbers', () => {
    expect(searchOf({ search: 'bfs' })).toBe('breadth first')
    expect(searchOf({ search: 'dfs' })).toBe('depth first')
    expect(searchOf({ search: 'random', seed: '-3', runs: '10' })).toEqual({ randomWalk: { seed: -3, runs: 10 } })
    expect(searchOf({ search: 'pct', steps: '50', bugDepth: '2' })).toEqual({ pct: { steps: 50, bugDepth: 2 } })
    expect(searchOf({ search: 'preemptions', preemptions: '1' })).toEqual({ preemptions: { bound: 1 } })
    expect(searchOf({ search: 'preemptions' })).toEqual({ preemptions: {} })
  })

  test('refuses what does not go together, and says what does', () => {
    expect(() => searchOf({ search: 'bfs', seed: '1' })).toThrow(
      '--seed goes with --search random or pct: saw --search bfs.',
    )
    expect(() => searchOf({ search: 'pct', runs: 'many' })).toThrow("--runs is 'many': expected a whole number.")
    expect(() => searchOf({ search: 'constructor' })).toThrow("--search is 'constructor': expected one of bfs, ")
    expect(() => searchOf({ search: 'luck' })).toThrow(
      "--search is 'luck': expected one of bfs, dfs, random, pct, preemptions.",
    )
  })
})
