/** Implementations against specifications: the verdict, the steps of the shortest run; and the states gone through without any reduction. */
import { check, type Verdict } from 'lockproof'
import { expect, test } from 'vitest'
import { isLong } from '../setup/long.ts'
import { atRest, large, largeAtRest, type Row, rows } from './rows.ts'

const named = (some: readonly Row[]) =>
  some.map(([system, expected, states]) => [system.name, system, expected, states] as const)

function found({ verdict, violation }: Verdict): string {
  return verdict === 'verified' ? 'refines' : `${violation?.kind}, ${violation?.trace?.steps.length}`
}

test.each(named(isLong ? [...rows, ...large] : rows))('%s', (_, system, expected, states) => {
  expect(found(check(system))).toBe(expected)
  if (states !== undefined) expect(check(system, { reduction: 'none' }).states).toBe(states)
})

test.each(named(isLong ? [...atRest, ...largeAtRest] : atRest))('%s', (_, system, expected) => {
  const seen = check(system)
  expect([found(seen), seen.warnings]).toEqual([expected, []])
})
