import { check } from 'lockproof'
import { expect, test } from 'vitest'
import { flagLock } from '../../examples/flag.ts'

test('the flag keeps four threads apart', () => {
  const { verdict, states } = check(flagLock({ N: 4 }))
  expect({ verdict, states }).toEqual({ verdict: 'verified', states: 80 })
})
