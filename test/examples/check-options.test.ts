import { check, replay, startCheck } from 'lockproof'
import { expect, test } from 'vitest'
import { torn } from '../../examples/broken-twin.ts'
import { flagLock } from '../../examples/flag.ts'

test('what the options of the command are called here', () => {
  const options = { reduction: 'all', checkReduction: true, limits: { states: 1_000_000, timeMs: 90_000 } } as const
  expect(check(flagLock(), options)).toMatchObject({ verdict: 'verified', states: 10, fullStates: 32 })

  const samples = { search: { randomWalk: { runs: 10, steps: 20, seed: 1 } } }
  expect(check(flagLock(), samples)).toMatchObject({ verdict: 'incomplete', stoppedBy: 'bound' })
})

test('slice by slice, to show progress and to stop', () => {
  const running = startCheck(flagLock({ N: 4 }))
  while (running.advance()) if (running.progress().states > 1_000_000) running.interrupt()
  expect(running.verdict().verdict).toBe('verified')
})

test('a schedule, followed', () => {
  expect(replay(torn, 'P0 P1 P1 P0').steps.at(-1)?.entered).toEqual(['critical'])
})
