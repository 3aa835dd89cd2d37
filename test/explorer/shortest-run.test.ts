import { describe, expect, test } from 'vitest'
import { Findings } from '../../src/explorer/findings/findings.ts'
import { findShortestRun, type Run } from '../../src/explorer/runs/shortest-run.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import { closedProgram } from './tiny-model.ts'
import { phil } from './twins/phil.ts'
import { range } from './twins/steps.ts'

/** For ever. */
const waits = { on: 'x', label: 'wait', effect: () => undefined, next: () => 'never' }

/** The way to the deadlock of so many philosophers, which is two steps of each away, with this much memory. */
function search(limitBytes: number, philosophers = 8): Run | undefined {
  const program = closedProgram(phil(philosophers))
  const finding = { violation: { kind: 'deadlock' as const }, depth: 2 * philosophers }
  const findings = new Findings(program)
  return finished(findShortestRun({ program, findings, finding, limitBytes, meter: new Meter(), chooser: undefined }))
}

describe('the second pass of a breadth-first search', () => {
  test('changes the running thread as seldom as it can', () => {
    const run = search(1e9)
    expect(run?.hasFewestSwitches).toBe(true)
    const threads = run?.threads ?? []
    expect(threads).toHaveLength(16)
    expect(threads.filter((thread, i) => i > 0 && thread !== threads[i - 1])).toHaveLength(7)
  })

  test('without memory for that, finds some shortest run', () => {
    const run = search(2_400_000)
    expect(run?.hasFewestSwitches).toBe(false)
    expect(run?.states).toHaveLength(17)
  })

  test('makes use of more memory than an array of costs can be long', () => {
    expect(search(2 ** 36, 9)?.hasFewestSwitches).toBe(true)
  })

  test('without memory for that, finds it also where few states lead to many, and threads are many', () => {
    const steps = 1500
    const program = closedProgram({
      name: 'one goes, the others wait',
      objects: { x: { initial: 0, domain: [0, 1] } },
      threads: [
        { initial: 0, at: (step) => (step === steps ? waits : { skip: Number(step) + 1 }) },
        ...range(1, 30).map(() => ({ initial: 0, at: () => waits })),
      ],
    })
    const finding = { violation: { kind: 'deadlock' as const }, depth: steps }
    const findings = new Findings(program)
    const options = { program, findings, finding, meter: new Meter(), chooser: undefined }
    const run = finished(findShortestRun({ ...options, limitBytes: 120_000 }))
    expect(run?.hasFewestSwitches).toBe(false)
    expect(run?.states.map(({ locals }) => locals[0])).toHaveLength(steps + 1)
  })

  test('without memory for any run, finds none', () => {
    expect(search(100_000)).toBeUndefined()
  })
})
