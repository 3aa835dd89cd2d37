import { check } from 'lockproof'
import { describe, expect, test } from 'vitest'
import { stress } from '../../examples/eresource/stress.ts'

describe('threads that call whatever is no mistake', () => {
  test.each([
    [2, 2, 39, 278],
    [3, 2, 234, 2103],
    [4, 2, 1503, 15792],
  ])('%i threads, %i holds deep: nothing is violated', (N, D, states, edges) => {
    expect(check(stress({ N, D }), { reduction: 'none' })).toMatchObject({
      verdict: 'verified',
      warnings: [{ kind: 'never rests' }],
      states,
      edges,
    })
  })
})
