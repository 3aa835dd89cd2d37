import { check } from 'lockproof'
import { expect, test } from 'vitest'
import { everySo } from '../setup/long.ts'
import type { Orders } from './locks/lock.ts'
import { type AlgorithmName, algorithms, withOrders } from './locks/more.ts'

const models = ['tso', 'pso', 'cpp20'] as const

function found(name: AlgorithmName, changed: Orders, memory: (typeof models)[number] | 'sc'): string {
  const { verdict, violation } = check(withOrders(name, changed), { memory, reduction: 'none' })
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
  ['seqlock', { ahead: 'none', data: 'acquire' }, 'verified, verified, verified'],
  ['seqlock', { behind: 'none', stored: 'release' }, 'verified, verified, verified'],
  ['rwlock', { 'reader in': 'relaxed' }, 'verified, verified, failure 5'],
  ['rwlock', { 'reader out': 'relaxed' }, 'verified, verified, failure 5'],
  ['rwlock', { 'writer in': 'relaxed' }, 'verified, verified, failure 5'],
  ['rwlock', { 'writer out': 'relaxed' }, 'verified, failure 6, failure 5'],
  ['qspinlock', { take: 'relaxed' }, 'verified, verified, failure 5'],
  ['qspinlock', { wait: 'relaxed' }, 'verified, verified, failure 8'],
  ['qspinlock', { head: 'relaxed' }, 'verified, verified, failure 11'],
  ['qspinlock', { unlock: 'relaxed' }, 'verified, failure 6, failure 5'],
  ['bakery', { choosing: 'release' }, 'property 15, property 15, property 12'],
  ['bakery', { number: 'release' }, 'property 14, property 14, property 12'],
  ['bakery', { look: 'acquire' }, 'verified, verified, property 12'],
  ['bakery', { leave: 'relaxed' }, 'verified, failure 17, failure 15'],
  ['futex', { take: 'relaxed' }, 'verified, verified, failure 5'],
  ['futex', { sleep: 'relaxed' }, 'verified, verified, failure 6'],
  ['futex', { leave: 'relaxed' }, 'verified, failure 6, failure 5'],
  ['treiber', { push: 'relaxed' }, 'verified, failure 8, failure 6'],
  ['treiber', { top: 'relaxed' }, 'verified, verified, failure 6'],
  ['rcu', { publish: 'relaxed' }, 'verified, verified, failure 6'],
  ['rcu', { dereference: 'relaxed' }, 'verified, verified, failure 6'],
  ['rcu', { entered: 'acq_rel' }, 'failure 10, failure 11, failure 9'],
  ['rcu', { leave: 'relaxed' }, 'verified, verified, failure 10'],
  ['rcu', { grace: 'acq_rel' }, 'failure 9, failure 11, failure 9'],
  ['rcu', { wait: 'relaxed' }, 'verified, verified, failure 10'],
]

test('every algorithm has twins that are broken', () => {
  const broken = weakened.filter(([, , said]) => /[a-z]+ \d/.test(said))
  expect(new Set(broken.map(([name]) => name))).toEqual(new Set(Object.keys(algorithms)))
})

test.each(everySo(3, Object.keys(algorithms) as AlgorithmName[]))('%s as written is verified over all', (name) => {
  expect((['sc', ...models] as const).map((memory) => found(name, {}, memory))).toEqual(
    new Array<string>(4).fill('verified'),
  )
})

test.each(everySo(7, weakened))('%s, %j: %s', (name, changed, said) => {
  expect(models.map((memory) => found(name, changed, memory)).join(', ')).toBe(said)
})

/** In the words of those who found them. */
test.each([
  ['the exchange of seL4’s CLH lock did not release: two are inside', 'clh', { join: 'acquire' }, 'property 6'],
  ['a sequence lock without the fence ahead of its second look', 'seqlock', { ahead: 'none' }, 'property 7'],
  ['a reader that leaves relaxed', 'rwlock', { 'reader out': 'relaxed' }, 'failure 5'],
] as const)('known: %s', (_, name, changed, said) => {
  expect(found(name, changed, 'cpp20')).toBe(said)
})
