import { again, cell, check, choose, loop, type Steps, system } from 'lockproof'
import { expect, test } from 'vitest'

const plusOne = (v: number): number => (v + 1) % 3
const plusFour = (v: number): number => (v + 4) % 3

type Round = (isOdd: boolean, update: (by: (v: number) => number) => Steps<unknown>) => Steps<unknown>

test.each<[string, number, Round]>([
  ['two functions that do the same', 3, (isOdd, update) => update(isOdd ? plusOne : plusFour)],
  [
    'two lists of options that nobody remembers, which are kept apart',
    6,
    function* (isOdd, update) {
      yield* choose(isOdd ? ['a', 'b'] : ['c', 'd'])
      yield* update(plusOne)
    },
  ],
])('a cycle closes where local states are merged: %s', (_, steps, round) => {
  const made = system('merged', ({ shared, thread, infinitelyOften }) => {
    const { x } = shared({ x: cell<number>([0, 1, 2]) })
    thread('T', () =>
      loop(true, function* (isOdd: boolean) {
        yield* round(isOdd, (by) => x.update(by))
        return again(!isOdd)
      }),
    )
    infinitelyOften('x is 3', [x], (v) => v === 3)
  })
  const { violation } = check(made, { reduction: 'none' })
  expect(violation?.trace?.steps).toHaveLength(steps)
})
