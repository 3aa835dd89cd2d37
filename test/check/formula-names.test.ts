import { check, type System, step, system } from 'lockproof'
import { expect, test } from 'vitest'

/** A thread in one of two regions, the name of one of which begins as that of the other does. */
const inRegions = (thread: string, formula: string): System =>
  system('names', ({ regions, thread: declare, ltl }) => {
    const { wait, 'wait.ing': waiting } = regions('wait', 'wait.ing')
    declare(thread, function* () {
      yield* step('local')
      yield* (thread === 'B' ? wait : waiting)()
    })
    ltl(formula)
  })

test.each([
  ['A', 'F wait.ing', 'verified'],
  ['A', 'F wait.ing.A', 'verified'],
  ['A', 'F wait', 'violated'],
  ['A', 'F wait.A', 'violated'],
  ['B', 'F wait.B', 'verified'],
  ['B', 'F wait.ing', 'violated'],
])('of thread %s, %s is %s', (thread, formula, verdict) => {
  expect(check(inRegions(thread, formula)).verdict).toBe(verdict)
})

test('a name of two places is refused', () => {
  expect(() => check(inRegions('ing', 'F wait.ing'))).toThrowError(
    /wait\.ing is the name of a region, and of a thread in/,
  )
})
