import { cell, check, forever, modulo, plain, repeat, system, threadIds } from 'lockproof'
import { expect, test } from 'vitest'
import { overMemory } from '../../src/check/memory.ts'
import { headline } from '../../src/report/text/headline.ts'
import { isLong } from '../setup/long.ts'
import { clients, designs, type LockName } from './locks/lock.ts'

const models = ['sc', 'tso', 'pso', 'cpp20'] as const

/** With the orders that experts write, two threads that go round twice: states under each memory. */
const written: readonly (readonly [LockName, readonly number[]])[] = [
  ['ttas', [85, 165, 165, 194]],
  ['ticket', [109, 189, 283, 149]],
  ['mcs', [301, 737, 741, 490]],
  ['peterson', [210, 318, 318, 962]],
  ['peterson, fences', [210, 829, 829, 1133]],
  ['peterson, exchange', [210, 471, 471, 460]],
]

/** One order weaker by a step, what that breaks, and after how many steps; under tso, pso and cpp20. */
const weakened: readonly (readonly [LockName, string, string, string])[] = [
  ['ttas', 'cas', 'relaxed', 'ok, ok, failure 8'],
  ['ttas', 'unlock', 'relaxed', 'ok, failure 9, failure 8'],
  ['ticket', 'wait', 'relaxed', 'ok, ok, failure 9'],
  ['ticket', 'pass', 'relaxed', 'ok, failure 10, failure 9'],
  ['mcs', 'join', 'acquire', 'ok, deadlock 15, deadlock 10'],
  ['mcs', 'join', 'release', 'ok, ok, failure 9'],
  ['mcs', 'link', 'relaxed', 'ok, deadlock 23, deadlock 14'],
  ['mcs', 'wait', 'relaxed', 'ok, ok, failure 12'],
  ['mcs', 'next', 'relaxed', 'ok, ok, deadlock 14'],
  ['mcs', 'leave', 'relaxed', 'ok, failure 11, failure 9'],
  ['mcs', 'late', 'relaxed', 'ok, ok, deadlock 16'],
  ['mcs', 'pass', 'relaxed', 'ok, failure 17, failure 12'],
  ['peterson', 'up', 'release', 'ok, ok, property 6'],
  ['peterson', 'turn', 'release', 'property 9, property 9, property 7'],
  ['peterson', 'other', 'acquire', 'ok, ok, property 6'],
  ['peterson', 'mine', 'acquire', 'ok, ok, ok'],
  ['peterson', 'down', 'relaxed', 'ok, failure 11, failure 10'],
  ['peterson, fences', 'first', 'release', 'ok, ok, property 11'],
  ['peterson, fences', 'second', 'acq_rel', 'property 13, property 15, property 11'],
  ['peterson, exchange', 'mine', 'relaxed', 'ok, ok, failure 13'],
]

const isQuick = ([name]: readonly [LockName, ...unknown[]]): boolean => isLong || name === 'ttas'

test('every lock is in both tables', () => {
  expect(written.map(([name]) => name)).toEqual(Object.keys(designs))
  expect(new Set(weakened.map(([name]) => name))).toEqual(new Set(Object.keys(designs)))
})

test.each(written.filter(isQuick))('%s as written is verified, in %j states', (name, states) => {
  const found = models.map((memory) => check(clients(name), { memory, reduction: 'none' }))
  expect(found.map(({ verdict }) => verdict)).toEqual(models.map(() => 'verified'))
  expect(found.map((verdict) => verdict.states)).toEqual(states)
  expect(found.map(({ memory }) => memory)).toEqual([undefined, 'tso', 'pso', 'cpp20'])
})

test.each(weakened.filter(isQuick))('%s, %s %s: %s', (name, site, order, said) => {
  const found = models.slice(1).map((memory) => {
    const { verdict, violation } = check(clients(name, { [site]: order as never }), { memory, reduction: 'none' })
    if (verdict === 'verified') return 'ok'
    return `${violation?.kind} ${violation?.trace?.steps.length}`
  })
  expect(found.join(', ')).toBe(said)
})

test('known bugs: the link of MCS without release hangs, Peterson is broken by a buffer', () => {
  const hang = check(clients('mcs', { link: 'relaxed' }), { memory: 'cpp20' })
  expect(hang.violation).toMatchObject({ kind: 'deadlock' })
  const broken = check(clients('peterson', { turn: 'release' }), { memory: 'tso' })
  expect(broken.violation).toMatchObject({ kind: 'property', property: 'mutual exclusion' })
})

test.each(['tso', 'cpp20'] as const)('reductions change no verdict under %s', (memory) => {
  for (const [site, order] of [
    ['wait', 'relaxed'],
    ['cas', 'relaxed'],
    ['unlock', 'relaxed'],
  ] as const) {
    const [none, all] = (['none', 'all'] as const).map((reduction) =>
      check(clients('ttas', { [site]: order }, 3, 1), { memory, reduction }),
    )
    expect([all?.verdict, all?.violation?.kind]).toEqual([none?.verdict, none?.violation?.kind])
  }
})

test.each(['tso', 'pso'] as const)('a thread that only stores fills any buffer of %s', (memory) => {
  const stores = system('stores', ({ shared, thread }) => {
    const { flag } = shared({ flag: cell([0, 1]) })
    thread('T0', () => forever(() => flag.store(1, 'relaxed')))
  })
  const verdict = check(stores, { memory })
  expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'room' })
  expect(verdict.answers.map(({ result }) => result)).not.toContain('holds')
  expect(headline(verdict)).toContain('a store had to wait for room in its buffer')
})

test.each(['tso', 'cpp20'] as const)(
  'what needs more room than there is may be reached, for all that %s knows',
  (memory) => {
    const counting = system('counting', ({ shared, thread, reachable }) => {
      const { flag } = shared({ flag: cell([0, 1, 2]) })
      thread('T0', () => forever(() => flag.store(1, 'relaxed')))
      thread('T1', () => flag.load('relaxed'))
      reachable('two', [flag], (it) => it === 2)
    })
    const room = { places: 4, beyond: 'gone' } as const
    const one = check(overMemory(counting, memory, room).system)
    expect(one.answers[0]).toMatchObject({ kind: 'reachable', result: 'violated' })
    const verdict = check(counting, { memory })
    expect(verdict.answers[0]?.result).toBe(memory === 'tso' ? 'unknown' : 'violated')
    if (memory === 'tso') expect(verdict).toMatchObject({ verdict: 'incomplete', stoppedBy: 'room' })
    else expect(verdict).toMatchObject({ verdict: 'violated', violation: { kind: 'unreachable' } })
  },
)

/** Tickets that wrap: of the next round the first owner looks like the right one. */
const wrapping = system('ticket that wraps', ({ shared, threads, regions, always }) => {
  const { next, owner, data } = shared({ next: modulo(2), owner: modulo(2), data: plain([0, 1, 2]) })
  const { critical } = regions('critical')
  threads(threadIds(2), () =>
    repeat(2, function* () {
      const mine = yield* next.fetchAdd(1, 'relaxed')
      yield* owner.waitFor(mine, 'acquire')
      yield* critical(function* () {
        const seen = yield* data.load()
        yield* data.store(seen === 0 ? 1 : seen === 1 ? 2 : 0)
      })
      yield* owner.store(mine === 0 ? 1 : 0, 'release')
    }),
  )
  always('mutual exclusion', [critical], (inside) => inside.length <= 1)
})

test('a ticket lock that is right is violated where its tickets wrap', () => {
  const found = models.map((memory) => check(wrapping, { memory, reduction: 'none' }))
  expect(found.map(({ violation }) => violation?.trace?.steps.length)).toEqual([undefined, undefined, 10, 9])
  expect(found.slice(0, 2).map(({ verdict }) => verdict)).toEqual(['verified', 'verified'])
})

test('a violation is one, however little room there was', () => {
  const verdict = check(clients('ttas', { unlock: 'relaxed' }, 2, 0), { memory: 'cpp20', reduction: 'none' })
  expect(verdict).toMatchObject({ verdict: 'violated' })
})
