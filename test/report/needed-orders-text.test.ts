import { neededOrders } from 'lockproof'
import { expect, test } from 'vitest'
import { rwLock } from '../../examples/memory/rw-lock.ts'
import { neededOrdersText } from '../../src/report/text/needed-orders-text.ts'
import { page } from './fake.ts'

const found = neededOrders(rwLock)

test('on a narrow page the order of a failure stands below that of its update, and takes no room for a name', () => {
  const lines = neededOrdersText(found, page(86)).split('\n')
  expect(lines.filter((line) => line.length > 86)).toEqual([])
  expect(lines.slice(3, 9).map((line) => line.replace(/\S*rw-lock\.ts:(\d+)/, ':$1').replace(/ +/g, ' '))).toEqual([
    ' site written needed the next weaker one',
    ' count.compareAndSwap :29 acquire acquire relaxed: data race, 5 steps',
    ' failing relaxed relaxed',
    ' count.add :31 release release relaxed: data race, 5 steps',
    ' count.compareAndSwap :36 acquire acquire relaxed: data race, 5 steps',
    ' failing relaxed relaxed',
  ])
})

test('where it does not, it has the name', () => {
  const sites = found.sites.toReversed()
  expect(neededOrdersText({ ...found, sites }, page(100))).toContain('count.compareAndSwap, failing')
})
