import { expect, test } from 'vitest'
import { flagLock } from '../../examples/flag.ts'
import { inverted } from '../../examples/two-locks.ts'
import { testAndSet } from '../../examples/waiting/fair-locks.ts'
import { checking } from '../../src/check/checking.ts'
import type { CheckOptions } from '../../src/check/options/check-options.ts'
import { fewWalks } from '../../src/check/passes/native-walks.ts'
import type { System } from '../../src/model/language/system.ts'
import { withPoison } from '../../src/model/run/poison.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import type { Verdict } from '../../src/verdict/verdict.ts'

/** By a clock that goes on by one whenever it is looked at. */
function checked(system: System, options: CheckOptions = {}): Verdict {
  let now = 0
  const meter = new Meter({ clock: () => now++ })
  const about = { meter, walkBudget: () => fewWalks, entered: () => {}, soFar: () => {} }
  return withPoison(() => finished(checking(system, options, about)))
}

test.each([
  ['verified', flagLock(), {}, ['waitingMs', 'nativeMs']],
  ['with an audit', flagLock(), { checkReduction: true }, ['waitingMs', 'auditMs', 'nativeMs']],
  ['a deadlock', inverted, {}, ['nativeMs']],
  ['a run without end', testAndSet(), {}, ['waitingMs', 'nativeMs']],
] as const)('the parts of the time are all of it: %s', (_, system, options, others) => {
  const { elapsedMs = 0, compileMs = 0, searchMs = 0, ...verdict } = checked(system, options)
  const parts = others.map((part) => verdict[part] ?? 0)
  for (const part of [compileMs, searchMs, ...parts]) expect(part).toBeGreaterThan(0)
  const sum = [compileMs, searchMs, ...parts].reduce((all, one) => all + one)
  expect(elapsedMs - sum).toBeGreaterThanOrEqual(0)
  expect(elapsedMs - sum).toBeLessThan(20) // looks at the clock between them
  expect(Object.keys(verdict).filter((key) => key.endsWith('Ms'))).toEqual(others)
})
