import { expect, test } from 'vitest'
import { Outlook } from '../../src/tasks/outlook.ts'

/** What is expected in the end of a search that has come so far, turn by turn. */
function outlooks(...turns: readonly (readonly [spent: number, states: number, waiting: number])[]): readonly number[] {
  const search = { spent: 0, progress: { states: 0, edges: 0, depth: 0, waiting: 0, storedBytes: 0 } }
  const outlook = new Outlook(search)
  return turns.map(([spent, states, waiting]) => {
    search.spent = spent
    search.progress = { ...search.progress, states, waiting }
    outlook.look()
    return outlook.work
  })
}

test('as many states are still to come while more and more waits, and then what waits', () => {
  expect(outlooks([100, 1_000, 200], [200, 2_000, 400], [250, 2_500, 500])).toEqual([250, 500, 625])
  expect(outlooks([250, 2_500, 500], [270, 2_500, 460]), 'nearly as many as ever').toEqual([625, 540 * (2_500 / 2_040)])
  expect(outlooks([250, 2_500, 500], [300, 3_000, 300])).toEqual([625, 300 * (3_000 / 2_700)])
  expect(outlooks([330, 3_300, 0])).toEqual([330])
})

test('nothing is known of a search that has met nothing', () => {
  expect(outlooks([100, 0, 0])).toEqual([100])
})
