import { cell, check, replay, system } from 'lockproof'
import { expect, test } from 'vitest'

const models = ['sc', 'tso', 'pso', 'cpp20'] as const

/** The value that is waited for is there, and gone again. */
const passing = system('passing', ({ shared, thread }) => {
  const { x } = shared({ x: cell([0, 1, 2]) })
  thread('writer', function* () {
    yield* x.store(1, 'release')
    yield* x.store(2, 'release')
  })
  thread('waiter', function* () {
    yield* x.waitFor(1, 'acquire')
  })
})

test.each(models)(
  'under %s nobody is promised to see what is overwritten: who waits for it may wait for ever',
  (memory) => {
    expect(check(passing, { memory })).toMatchObject({ verdict: 'violated', violation: { kind: 'deadlock' } })
  },
)

test.each(models)('under %s a schedule ends where nobody is owed a step: it says who waits for ever', (memory) => {
  const { trace } = check(passing, { memory }).violation!
  const stuck = trace!.stuck?.map(({ thread }) => thread)
  expect(stuck).toEqual(['waiter'])
  expect(replay(passing, trace!.schedule, { memory }).stuck?.map(({ thread }) => thread)).toEqual(stuck)
})

/** The same with a step that writes over what it has waited for. */
const taking = system('taking', ({ shared, thread }) => {
  const { x } = shared({ x: cell([0, 1, 2, 3]) })
  thread('writer', function* () {
    yield* x.store(1, 'release')
    yield* x.store(2, 'release')
  })
  thread('waiter', function* () {
    yield* x.when(1).store(3)
  })
})

test.each(models)('under %s an update waits for the last value in the end', (memory) => {
  expect(check(taking, { memory })).toMatchObject({ verdict: 'violated', violation: { kind: 'deadlock' } })
})

/** What is seen once is not unseen: the waiter may read the old value, and need not. */
const staying = system('staying', ({ shared, thread, reachable }) => {
  const { x, y } = shared({ x: cell([0, 1]), y: cell([0, 1]) })
  thread('writer', function* () {
    yield* x.store(1, 'relaxed')
    yield* y.store(1, 'relaxed')
  })
  thread('waiter', function* () {
    yield* y.waitFor(1, 'relaxed')
    yield* x.waitUntil(() => true, 'relaxed')
  })
  reachable('all is done', [x, y], (a, b) => a === 1 && b === 1)
})

test.each(models)('under %s what waits for what comes to stay is no deadlock', (memory) => {
  expect(check(staying, { memory })).toMatchObject({ verdict: 'verified' })
})
