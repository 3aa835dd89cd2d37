import { check, type MemoryModel, type System } from 'lockproof'
import { expect, test } from 'vitest'
import {
  withOrders as chaseLev,
  grownRelaxed,
  takesWithoutFence,
  unsignedIndices,
} from '../../examples/memory/chase-lev.ts'
import { exchangeWithoutRelease } from '../../examples/memory/clh.ts'
import { linkWithoutRelease } from '../../examples/memory/mcs.ts'
import { noFence } from '../../examples/memory/peterson.ts'
import { withOrders as qspinlock } from '../../examples/memory/qspinlock.ts'
import { readerUnlocksRelaxed } from '../../examples/memory/rw-lock.ts'
import { noAcquireFence } from '../../examples/memory/seqlock.ts'
import { everySo, isLong } from '../setup/long.ts'
import { type AlgorithmName, examples, systems, withOrders } from './locks/examples.ts'
import type { Orders } from './locks/lock.ts'

const models = ['tso', 'pso', 'cpp20'] as const

const found = (name: AlgorithmName, changed: Orders, memory: MemoryModel): string =>
  foundIn(withOrders(name, changed), memory)

function foundIn(system: System, memory: MemoryModel | 'sc'): string {
  const { verdict, violation } = check(system, { memory, reduction: 'none' })
  return verdict === 'violated' ? `${violation?.kind} ${violation?.trace?.steps.length}` : verdict
}

/** One order weaker by a step, what that breaks, and after how many steps; under tso, pso and cpp20. */
const weakened: readonly (readonly [AlgorithmName, Orders, string])[] = [
  ['clh', { join: 'acquire' }, 'verified, property 6, property 6'],
  ['clh', { join: 'release' }, 'verified, verified, property 6'],
  ['clh', { wait: 'relaxed' }, 'verified, verified, failure 10'],
  ['clh', { pass: 'relaxed' }, 'verified, failure 13, failure 10'],
  ['dekker', { first: 'acq_rel' }, 'property 4, property 6, property 8'],
  ['dekker', { second: 'acq_rel' }, 'property 25, property 26, property 22'],
  ['dekker', { entry: 'none' }, 'verified, verified, failure 11'],
  ['dekker', { leave: 'relaxed' }, 'verified, failure 14, failure 13'],
  ['seqlock', { behind: 'none' }, 'verified, property 7, property 7'],
  ['seqlock', { end: 'relaxed' }, 'verified, property 12, property 10'],
  ['seqlock', { before: 'relaxed' }, 'verified, verified, property 10'],
  ['seqlock', { ahead: 'none' }, 'verified, verified, property 7'],
  ['seqlock', { behind: 'none', begin: 'release' }, 'verified, property 7, property 7'],
  ['seqlock', { ahead: 'none', after: 'acquire' }, 'verified, verified, property 7'],
  ['seqlock', { ahead: 'none', read: 'acquire' }, 'verified, verified, verified'],
  ['seqlock', { behind: 'none', stored: 'release' }, 'verified, verified, verified'],
  ['rwLock', { share: 'relaxed' }, 'verified, verified, failure 5'],
  ['rwLock', { unshare: 'relaxed' }, 'verified, verified, failure 5'],
  ['rwLock', { lock: 'relaxed' }, 'verified, verified, failure 5'],
  ['rwLock', { unlock: 'relaxed' }, 'verified, failure 6, failure 5'],
  ['bakery', { choosing: 'release' }, 'property 15, property 15, property 12'],
  ['bakery', { number: 'release' }, 'property 14, property 14, property 12'],
  ['bakery', { chosen: 'relaxed' }, 'verified, verified, property 12'],
  ['bakery', { look: 'acquire' }, 'verified, verified, property 12'],
  ['bakery', { turn: 'relaxed' }, 'verified, verified, failure 15'],
  ['bakery', { leave: 'relaxed' }, 'verified, failure 17, failure 15'],
  ['futex', { take: 'relaxed' }, 'verified, verified, failure 5'],
  ['futex', { contend: 'relaxed' }, 'verified, verified, failure 6'],
  ['futex', { leave: 'relaxed' }, 'verified, failure 6, failure 5'],
  ['treiber', { push: 'relaxed' }, 'verified, failure 8, failure 6'],
  ['treiber', { top: 'relaxed' }, 'verified, verified, failure 6'],
  ['rcu', { publish: 'relaxed' }, 'verified, failure 8, failure 6'],
  ['rcu', { dereference: 'relaxed' }, 'verified, verified, failure 6'],
  ['rcu', { entered: 'acq_rel' }, 'failure 10, failure 11, failure 9'],
  ['rcu', { leave: 'relaxed' }, 'verified, verified, failure 10'],
  ['rcu', { grace: 'acq_rel' }, 'failure 9, failure 11, failure 9'],
  ['rcu', { wait: 'relaxed' }, 'verified, verified, failure 10'],
  ['qspinlock', { take: 'relaxed' }, 'verified, verified, failure 6'],
  ['qspinlock', { pend: 'relaxed' }, 'verified, verified, failure 8'],
  ['qspinlock', { wait: 'relaxed' }, 'verified, verified, failure 9'],
  ['qspinlock', { join: 'acquire' }, 'verified, deadlock 32, deadlock 25'],
  ['qspinlock', { join: 'release' }, 'verified, verified, deadlock 25'],
  ['qspinlock', { link: 'relaxed' }, 'verified, verified, deadlock 30'],
  ['qspinlock', { turn: 'relaxed' }, 'verified, verified, failure 34'],
  ['qspinlock', { next: 'relaxed' }, 'verified, verified, deadlock 30'],
  ['qspinlock', { head: 'relaxed' }, 'verified, verified, failure 19'],
  ['qspinlock', { pass: 'relaxed' }, 'verified, verified, failure 34'],
  ['qspinlock', { leave: 'relaxed' }, 'verified, failure 6, failure 6'],
  ['chaseLev', { room: 'relaxed' }, 'verified, verified, verified'],
  ['chaseLev', { grown: 'relaxed' }, 'verified, property 34, property 28'],
  ['chaseLev', { pushed: 'none' }, 'verified, property 23, failure 20'],
  ['chaseLev', { taking: 'acq_rel' }, 'property 52, property 56, property 46'],
  ['chaseLev', { taking: 'none' }, 'property 52, property 54, property 44'],
  ['chaseLev', { last: 'acq_rel' }, 'verified, verified, verified'],
  ['chaseLev', { last: 'relaxed' }, 'verified, verified, verified'],
  ['chaseLev', { top: 'relaxed' }, 'verified, verified, verified'],
  ['chaseLev', { stealing: 'acq_rel' }, 'verified, verified, property 46'],
  ['chaseLev', { stealing: 'none' }, 'verified, verified, property 44'],
  ['chaseLev', { bottom: 'relaxed' }, 'verified, verified, failure 21'],
  ['chaseLev', { array: 'relaxed' }, 'verified, verified, property 28'],
  ['chaseLev', { stolen: 'acq_rel' }, 'verified, verified, verified'],
  ['chaseLev', { stolen: 'relaxed' }, 'verified, verified, verified'],
]

/** As experts write them: states under sc, tso, pso and cpp20. */
const written: readonly (readonly [AlgorithmName, readonly number[]])[] = [
  ['bakery', [639, 1729, 1933, 1677]],
  ['chaseLev', [860, 3135, 4368, 3562]],
  ['clh', [179, 424, 442, 194]],
  ['dekker', [331, 1348, 1570, 1744]],
  ['futex', [113, 279, 279, 273]],
  ['qspinlock', [1756, 4784, 8204, 24015]],
  ['rcu', [47, 168, 168, 118]],
  ['rwLock', [33, 51, 51, 83]],
  ['seqlock', [86, 410, 542, 280]],
  ['treiber', [50, 90, 100, 51]],
]

/** What `locks.test.ts` has with other locks is not here again. */
const others = Object.keys(examples).filter((name) => name !== 'mcs')

test('every order that could be weaker is, in the table', () => {
  expect(written.map(([name]) => name)).toEqual(others)
  for (const [name] of written) {
    const sites = Object.entries(examples[name].orders).filter(([, order]) => order !== 'relaxed')
    const tried = weakened.filter((row) => row[0] === name).flatMap(([, changed]) => Object.keys(changed))
    expect([...new Set(tried)]).toEqual(expect.arrayContaining(sites.map(([site]) => site)))
  }
})

test('every algorithm has twins that are broken', () => {
  const broken = weakened.filter(([, , said]) => /[a-z]+ \d/.test(said))
  expect(new Set(broken.map(([name]) => name))).toEqual(new Set(others))
})

/** Under cpp20 it takes seconds. */
const isLarge = (name: string): boolean => name.startsWith('qspinlock')

test.each(everySo(4, written).filter(([name]) => isLong || !isLarge(name)))(
  '%s as written is verified, in %j states',
  (name, states) => {
    const verdicts = (['sc', ...models] as const).map((memory) =>
      check(withOrders(name), { memory, reduction: 'none' }),
    )
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(new Array<string>(4).fill('verified'))
    expect(verdicts.map((verdict) => verdict.states)).toEqual(states)
  },
)

test.each(everySo(11, weakened))('%s, %j: %s', (name, changed, said) => {
  expect(models.map((memory) => found(name, changed, memory)).join(', ')).toBe(said)
})

test.runIf(isLong).each(weakened.filter(([name]) => !isLarge(name)))(
  'no reduction changes what becomes of %s, %j: %s',
  (name, changed) => {
    for (const memory of ['tso', 'cpp20'] as const) {
      const [none, all] = (['none', 'all'] as const).map((reduction) =>
        check(withOrders(name, changed), { memory, reduction }),
      )
      expect([all?.verdict, all?.violation?.kind]).toEqual([none?.verdict, none?.violation?.kind])
    }
  },
)

test.each(everySo(9, systems))('examples/memory/%s %s finds what it says, over every memory', (file, _name, system) => {
  for (const memory of ['sc', ...models] as const)
    if (isLong || !(isLarge(file) && memory === 'cpp20'))
      expect(check(system, { memory }).expected.isAsExpected, `${system.name}, ${memory}`).toBe(true)
})

test('three threads that come once need no links in the queue of a qspinlock; who comes twice does', () => {
  const needsLinks = (rounds: readonly number[]): string | undefined =>
    check(qspinlock('qspinlock', {}, [], { rounds })).answers.find(({ kind }) => kind === 'reachable')?.result
  expect([needsLinks([1, 1, 1]), needsLinks([2, 1, 1])]).toEqual(['violated', 'holds'])
})

test.runIf(isLong)(
  'two thieves need no more than one: the updates of the deque and the loads of its top may be relaxed',
  () => {
    const relaxed = { room: 'relaxed', last: 'relaxed', top: 'relaxed', stolen: 'relaxed' } as const
    const of = chaseLev('two thieves', relaxed, [], { jobs: 2, thieves: 2, steals: 1 })
    expect(check(of, { memory: 'cpp20', reduction: 'none' })).toMatchObject({ verdict: 'verified', states: 41_547 })
  },
)

test('a deque that forgets where its bottom was loses jobs', () => {
  const { answers } = check(unsignedIndices, { keepGoing: true })
  expect(answers.find(({ name }) => name === 'a job is lost')?.result).toBe('violated')
})

/** In the words of those who found them: what is wrong, over which memory, and in how many steps. */
const known: readonly (readonly [string, System, MemoryModel, string])[] = [
  ['CLH exchange without release (seL4, pull request 198)', exchangeWithoutRelease, 'cpp20', 'property 6'],
  ['MCS link without release (DPDK)', linkWithoutRelease, 'cpp20', 'deadlock 14'],
  ['Peterson on TSO', noFence, 'tso', 'property 6'],
  ['seqlock without its acquire fence', noAcquireFence, 'cpp20', 'property 7'],
  ['a reader that unlocks relaxed', readerUnlocksRelaxed, 'cpp20', 'failure 5'],
  ['the deque of Chase and Lev without a fence where it takes', takesWithoutFence, 'tso', 'property 52'],
  ['the deque of Chase and Lev, grown relaxed (CDSChecker)', grownRelaxed, 'cpp20', 'property 28'],
  ['the deque of Chase and Lev with unsigned indices', unsignedIndices, 'cpp20', 'property 7'],
]

test.each(known)('known: %s', (_, system, memory, said) => {
  expect(foundIn(system, memory)).toBe(said)
  expect(foundIn(system, memory === 'tso' ? 'sc' : 'tso')).toBe(system === unsignedIndices ? 'property 8' : 'verified')
})
