import { cell, check, fence, type NeededOrders, neededOrders, plain, type System, system } from 'lockproof'
import { expect, test } from 'vitest'
import { clh } from '../../examples/memory/clh.ts'
import { seqlock } from '../../examples/memory/seqlock.ts'
import type { MemoryModel } from '../../src/model/protocol/orders.ts'
import { type Assignment, ordered } from '../../src/orders/ordered.ts'
import { OrderSites } from '../../src/orders/sites.ts'
import { isAtMost, type Strength, strongest, weaker } from '../../src/orders/strength.ts'
import { siteText } from '../../src/verdict/site.ts'
import { clients, type LockName, type Orders } from '../memory/locks/lock.ts'
import { isLong } from '../setup/long.ts'

/** A hundred checks and more. */
const limitMs = 300_000

const said = ({ sites }: NeededOrders): string =>
  sites.map(({ operation, kind, needed }) => `${kind === 'failure' ? 'else' : operation} ${needed}`).join(', ')

const without = { first: 'none', second: 'none' } as const
const fenced = { first: 'seq_cst', second: 'seq_cst' } as const
const expertPeterson =
  'flag.store seq_cst, turn.store seq_cst, flag.test seq_cst, turn.test acquire, flag.store release'
const queued =
  'next.store relaxed, tail.exchange acq_rel, locked.store relaxed, next.store release, locked.waitFor acquire, next.load acquire, tail.compareAndSwap release, else relaxed, next.when acquire, locked.store release'

/** What experts write, in the order of the file; and of how many weakest assignments it is one, where these are asked for. */
const needs: readonly (readonly [
  name: LockName,
  changed: Orders,
  memory: MemoryModel,
  needed: string,
  solutions: number | undefined,
])[] = [
  ['ttas', {}, 'cpp20', 'flag.waitFor relaxed, flag.compareAndSwap acquire, else relaxed, flag.store release', 1],
  ['ticket', {}, 'cpp20', 'next.fetchAdd relaxed, owner.waitFor acquire, owner.load relaxed, owner.store release', 1],
  ['mcs', {}, 'cpp20', queued, undefined],
  ['peterson', without, 'cpp20', expertPeterson, 1],
  [
    'peterson, exchange',
    {},
    'cpp20',
    'flag.store relaxed, turn.exchange acq_rel, flag.test acquire, turn.test acquire, flag.store release',
    1,
  ],
  [
    'peterson',
    fenced,
    'cpp20',
    'flag.store relaxed, fence seq_cst, turn.store relaxed, fence seq_cst, flag.test acquire, turn.test acquire, flag.store release',
    4,
  ],
  [
    'peterson',
    without,
    'tso',
    'flag.store relaxed, turn.store seq_cst, flag.test relaxed, turn.test relaxed, flag.store relaxed',
    1,
  ],
  [
    'peterson',
    fenced,
    'tso',
    'flag.store relaxed, fence none, turn.store relaxed, fence seq_cst, flag.test relaxed, turn.test relaxed, flag.store relaxed',
    2,
  ],
  [
    'peterson, exchange',
    {},
    'tso',
    'flag.store relaxed, turn.exchange relaxed, flag.test relaxed, turn.test relaxed, flag.store relaxed',
    1,
  ],
]

test.each(needs.filter(([name]) => isLong || name === 'ttas'))(
  '%s, %j under %s: %s',
  (name, changed, memory, needed, solutions) => {
    const found = neededOrders(clients(name, changed), { memory, reduction: 'none', all: solutions !== undefined })
    expect(found.result).toBe('enough')
    expect(said(found)).toBe(needed)
    expect(found.minimal?.length).toBe(solutions)
    if (solutions !== undefined) expect(found.minimal).toContainEqual(found.sites.map((site) => site.needed))
    const weaker = found.sites.flatMap((site) => site.weaker)
    expect(weaker.map(({ verdict }) => verdict)).toEqual(weaker.map(() => 'violated'))
  },
  limitMs,
)

test.runIf(isLong)(
  'CLH needs what its example says, and nothing else is as weak',
  () => {
    const found = neededOrders(clh, { reduction: 'none', all: true })
    expect(found).toMatchObject({ result: 'enough', minimal: [found.sites.map(({ needed }) => needed)] })
    expect(said(found)).toBe('state.store relaxed, tail.exchange acq_rel, state.waitFor acquire, state.store release')
  },
  limitMs,
)

const message = system('message', ({ shared, thread }) => {
  const { ready, buffer } = shared({ ready: cell([0, 1]), buffer: plain([0, 1]) })
  thread('writer', function* () {
    yield* buffer.store(1)
    yield* fence('seq_cst')
    yield* ready.store(1)
  })
  thread('reader', function* () {
    yield* ready.waitFor(1)
    yield* buffer.load()
  })
})

/** All assignments of the sites, in their order, each checked. */
function bruteForce(of: System, sites: OrderSites): ReadonlyMap<Assignment, boolean> {
  const isVerified = (assignment: Assignment): boolean =>
    check(ordered(of, sites, assignment), { memory: 'cpp20', reduction: 'none' }).verdict === 'verified'
  expect(isVerified([])).toBe(true)
  const all = sites.all.reduce<Strength[][]>(
    (some, { kind }) => some.flatMap((one) => [strongest, ...weaker(kind, strongest)].map((it) => [...one, it])),
    [[]],
  )
  return new Map(all.map((one) => [one, isVerified(one)]))
}

const isBelow = (one: Assignment, other: Assignment): boolean =>
  one.every((order, i) => isAtMost(order ?? strongest, other[i] ?? strongest))

const minimalIn = (verified: readonly Assignment[]): readonly Assignment[] =>
  verified.filter((one) => !verified.some((other) => other !== one && isBelow(other, one)))

test.each([
  ['message', message, 45, 2],
  ...(isLong
    ? ([
        ['ttas', clients('ttas'), 135, 1],
        ['ticket', clients('ticket'), 135, 1],
      ] as const)
    : []),
] as const)(
  'what is weakest of %s is so among all assignments, and what is stronger is verified',
  (_, of, many, few) => {
    const sites = new OrderSites()
    const tried = bruteForce(of, sites)
    expect(tried.size).toBe(many)
    const verified = [...tried.keys()].filter((one) => tried.get(one) === true)
    const refuted = [...tried.keys()].filter((one) => tried.get(one) === false)
    expect(refuted.filter((one) => verified.some((other) => isBelow(other, one)))).toEqual([])
    const minimal = minimalIn(verified)
    expect(minimal).toHaveLength(few)
    const found = neededOrders(of, { reduction: 'none', all: true })
    const numbered = found.sites.map(({ site, kind }) =>
      sites.all.findIndex((one) => one.place === siteText(site!) && one.kind === kind),
    )
    expect(
      new Set(found.minimal?.map((one) => sites.all.map(({ index }) => one[numbered.indexOf(index)]).join())),
    ).toEqual(new Set(minimal.map(String)))
  },
  limitMs,
)

test('of orders that are enough none needs to be stronger: they are weakened from where they are', () => {
  const { result, sites } = neededOrders(seqlock)
  expect(result).toBe('enough')
  expect(sites.filter(({ written, needed }) => !written.some((order) => isAtMost(needed, order)))).toEqual([])
  expect(sites.filter(({ kind, needed }) => kind === 'fence' && needed === 'none')).toEqual([])
})

test('orders that are too weak are said to be, with what they violate; those that help nobody, too', () => {
  expect(neededOrders(clients('ttas', { unlock: 'relaxed' }), { reduction: 'none' })).toMatchObject({
    result: 'too weak',
    violation: { kind: 'failure' },
    sites: [{}, {}, {}, { operation: 'flag.store', written: ['relaxed'], needed: 'release' }],
  })
  const lost = system('lost', ({ shared, thread }) => {
    const { x } = shared({ x: cell([0, 1]) })
    thread('T0', () => x.waitFor(1))
  })
  expect(neededOrders(lost)).toMatchObject({ result: 'hopeless', violation: { kind: 'deadlock' }, sites: [] })
  expect(neededOrders(message, { limits: { states: 3 } })).toMatchObject({ result: 'incomplete' })
})

test.each([
  [{ memory: 'sc' }, "memory is 'sc': expected one of tso, pso, cpp20"],
  [{ al: true }, 'al'],
])('neededOrders of %j is refused', (options, message) => {
  expect(() => neededOrders(clients('ttas'), options as never)).toThrow(message)
})
