import { expect, test } from 'vitest'
import type { Access, Way, Words } from '../../src/model/memory/machine.ts'
import { views } from '../../src/model/memory/views/views.ts'
import type { LoadOrder, StoreOrder } from '../../src/model/protocol/orders.ts'

const machine = views({ cells: [0], plains: [0], threads: 2 })
const load: Access = { kind: 'plain load', cell: 0 }
const store: Access = { kind: 'plain store', cell: 0, value: 1 }
const publish = (order: StoreOrder): Access => ({ kind: 'store', cell: 0, order, value: 1 })
/** Straight programs have no waits, and without one whoever stores too early could have come first. */
const wait = (order: LoadOrder): Access => ({ kind: 'load', cell: 0, order, takes: (value) => value === 1 })

/** The only way that the last access goes, after the others. */
function last(...steps: readonly (readonly [thread: number, access: Access])[]): Way['kind'] | string {
  let state: Words = machine.initial
  for (const [i, [thread, access]] of steps.entries()) {
    const ways = machine.ways(state, thread, access)
    expect(ways).toHaveLength(1)
    const way = ways[0]!
    if (i === steps.length - 1) return way.kind === 'race' ? `a race with ${way.with}` : way.kind
    if (way.kind !== 'done') throw new Error(`${access.kind} is ${way.kind}`)
    state = way.state
  }
  throw new Error('no step')
}

const handedOver = (first: Access, release: StoreOrder, acquire: LoadOrder, second: Access): string =>
  last([0, first], [0, publish(release)], [1, wait(acquire)], [1, second])

test.each([
  ['a store', store, load, 'a race with a write'],
  ['a store', store, store, 'a race with a write'],
  ['a load', load, store, 'a race with a read'],
] as const)('%s is handed over by release and acquire alone', (_, first, second, race) => {
  expect(handedOver(first, 'release', 'acquire', second)).toBe('done')
  expect(handedOver(first, 'release', 'relaxed', second)).toBe(race)
  expect(handedOver(first, 'relaxed', 'acquire', second)).toBe(race)
  expect(last([0, first], [1, second])).toBe(race)
})

test('two loads do not race', () => {
  expect(last([0, load], [1, load])).toBe('done')
})

test('a reader that stores again is no race with itself', () => {
  expect(last([0, load], [0, store], [0, store], [0, load])).toBe('done')
})
