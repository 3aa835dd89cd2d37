import { again, cell, loop, startCheck, system } from 'lockproof'
import { expect, test } from 'vitest'

/** Only the native walks see what it keeps: a variable of an outer frame, changed from an inner one. */
const forgetful = system('forgetful', ({ shared, thread, never }) => {
  const { x, out } = shared({ x: cell([0, 1]), out: cell(['ok', 'bad']) })
  thread('A', function* () {
    let rounds = 0
    const count = () => {
      rounds += 1
    }
    yield* loop(0, function* (round) {
      yield* x.load()
      count()
      return round === 0 ? again(1) : undefined
    })
    if (rounds === 2) yield* out.store('bad')
  })
  never('bad', [out], (value) => value === 'bad')
})

test('a check that was refused says so again, and has no verdict', () => {
  const check = startCheck(forgetful)
  const toTheEnd = () => {
    while (check.advance());
  }
  expect(toTheEnd).toThrow('is not the same when the design runs')
  expect(() => check.verdict()).toThrow('is not the same when the design runs')
  expect(() => check.interrupt()).toThrow('is not the same when the design runs')
})

test('so does one that is refused while it compiles', () => {
  const tossed = system('tossed', ({ shared, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    thread('A', function* () {
      yield* x.load()
      yield* x.store(Math.random() < 2 ? 1 : 0)
    })
  })
  const check = startCheck(tossed)
  for (const again of [() => check.interrupt(), () => check.verdict(), () => check.advance()])
    expect(again).toThrow('The design uses Math.random')
})
