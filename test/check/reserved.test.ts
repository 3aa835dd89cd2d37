import { check } from 'lockproof'
import { expect, it } from 'vitest'
import { phil } from '../../bench/models/phil.ts'

it('lets go at its end of what its tables reserved', () => {
  const { verdict, states } = check(phil({ N: 8, mayDeadlock: true }), { reduction: 'none' })
  expect([verdict, states]).toEqual(['verified', 103_681])
  expect(process.memoryUsage().arrayBuffers).toBeLessThan(2 ** 32) // else as long as the machine is large, until V8 collects it
})
