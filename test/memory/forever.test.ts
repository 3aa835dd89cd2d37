import {
  cell,
  check,
  forever as goesOn,
  type Order,
  range,
  type System,
  spinUntil,
  step,
  system,
  type Verdict,
} from 'lockproof'
import { expect, test } from 'vitest'
import { overMemory } from '../../src/check/memory.ts'
import { headline } from '../../src/report/text/headline.ts'
import { verdictMismatches } from '../cli/schema.ts'
import { coherent } from './forever/coherent.ts'
import { forever } from './forever/locks.ts'
import { clients, type LockName } from './locks/lock.ts'

const lockOf = (name: LockName, threads = 2): System => clients(name, {}, threads, 0)

/** How many messages of a cell have to be kept apart, and states then; states under tso. */
const verified: readonly (readonly [name: string, make: () => System, apart: number, states: number, tso: number])[] = [
  ['ttas', () => lockOf('ttas'), 3, 220, 108],
  ['mcs', () => lockOf('mcs'), 3, 930, 591],
  ['clh', () => forever('clh'), 3, 1858, 1458],
  ['peterson', () => lockOf('peterson'), 4, 2067, 216],
  ['peterson, fences', () => lockOf('peterson, fences'), 4, 2324, 678],
  ['peterson, exchange', () => lockOf('peterson, exchange'), 4, 1000, 402],
  ['dekker', () => forever('dekker'), 5, 5871, 1830],
  ['ttas of three', () => lockOf('ttas', 3), 3, 1754, 312],
]

test.each(verified)('%s is verified for ever', (_, make, apart, states, tso) => {
  const found = check(make(), { memory: 'cpp20', reduction: 'none' })
  expect(found).toMatchObject({ verdict: 'verified', states })
  expect(found.grounds).toContainEqual(expect.objectContaining({ kind: 'memory', molten: apart }))
  expect(verdictMismatches(found)).toEqual([])
  expect(check(make(), { memory: 'tso', reduction: 'none' })).toMatchObject({ verdict: 'verified', states: tso })
})

/** What a machine says that keeps two messages apart, and does more than memory. */
const melted = (of: System): Verdict => check(overMemory(of, 'cpp20', { places: 2, beyond: 'molten' }).system)

/** Orders that are too weak, and how that ends. */
const broken: readonly (readonly [LockName, Readonly<Record<string, Order>>, kind: string, steps: number])[] = [
  ['ttas', { unlock: 'relaxed' }, 'failure', 8],
  ['mcs', { join: 'acquire' }, 'deadlock', 10],
  ['mcs', { link: 'relaxed' }, 'deadlock', 14],
  ['mcs', { next: 'relaxed' }, 'deadlock', 14],
  ['mcs', { pass: 'relaxed' }, 'failure', 12],
  ['peterson', { up: 'release' }, 'property', 6],
  ['peterson', { turn: 'release' }, 'property', 7],
  ['peterson', { down: 'relaxed' }, 'failure', 10],
  ['peterson, fences', { first: 'release' }, 'property', 11],
  ['peterson, exchange', { mine: 'relaxed' }, 'failure', 13],
]

test.each(broken)(
  'where messages melt as on memory itself, %s with %o is broken: %s, %i steps',
  (name, changed, kind, steps) => {
    const of = clients(name, changed, 2, 0)
    expect(melted(of)).toMatchObject({ verdict: 'violated' })
    const { violation } = check(of, { memory: 'cpp20', reduction: 'none' })
    expect([violation?.kind, violation?.trace?.steps.length]).toEqual([kind, steps])
  },
)

/** A reader comes late to what has been overwritten more often than any machine with some room keeps. */
const late = system('late', ({ shared, thread, regions, never }) => {
  const { x, y } = shared({ x: cell(range(21)), y: cell([0, 1]) })
  const { stale } = regions('stale')
  thread('writer', function* () {
    for (const value of range(1, 21)) yield* x.store(value, 'relaxed')
    yield* y.store(1, 'relaxed')
  })
  thread('reader', function* () {
    yield* y.waitFor(1, 'relaxed')
    if ((yield* x.load('relaxed')) === 0) yield* stale(() => step('reads the first'))
  })
  never('the first is read', [stale], (inside) => inside.length > 0)
})

test('what is seen where messages melt is followed on memory itself', () => {
  expect(check(late, { memory: 'cpp20' })).toMatchObject({
    verdict: 'violated',
    violation: { property: 'the first is read', trace: { steps: { length: 23 } } },
  })
})

test('what memory does not do is no violation, however little is kept', () => {
  const verdict = check(coherent('never'), { memory: 'cpp20' })
  expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'room', room: 16 })
  expect(headline(verdict)).toContain('staleness beyond 16 values')
  expect(verdictMismatches(verdict)).toEqual([])
  expect(verdict.answers.map(({ result }) => result)).not.toContain('holds')
})

test('what memory does not reach is not reached', () => {
  expect(melted(coherent('reachable'))).toMatchObject({ verdict: 'verified' })
  const verdict = check(coherent('reachable'), { memory: 'cpp20' })
  expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'room' })
  expect(verdict.answers.find(({ kind }) => kind === 'reachable')?.result).toBe('unknown')
})

/** Whoever spins for a value that is gone is stuck, though where messages melt it may be seen again. */
test('hope is in last values alone', () => {
  const spinning = system('spinning', ({ shared, thread }) => {
    const { x } = shared({ x: cell([1, 0, 2]) })
    thread('ends', () => step('ends'))
    thread('writer', () =>
      goesOn(function* () {
        yield* x.store(0, 'relaxed')
        yield* x.store(2, 'relaxed')
      }),
    )
    thread('spinner', () =>
      spinUntil(function* () {
        return (yield* x.load('relaxed')) === 1
      }),
    )
  })
  expect(melted(spinning)).toMatchObject({ verdict: 'violated', violation: { kind: 'stuck', thread: 'spinner' } })
})

test('where messages melt, nobody is owed what is gone', () => {
  const passing = system('passing', ({ shared, thread }) => {
    const { x } = shared({ x: cell([0, 1, 2, 3]) })
    thread('writer', function* () {
      for (const value of [1, 2, 3] as const) yield* x.store(value, 'relaxed')
    })
    thread('waiter', () => x.waitFor(1, 'relaxed'))
  })
  expect(melted(passing)).toMatchObject({ verdict: 'violated', violation: { kind: 'deadlock' } })
})
