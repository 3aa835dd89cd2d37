import { describe, expect, test } from 'vitest'
import { lockproof } from './command.ts'
import { failureMismatches, lineMismatches, traceMismatches, verdictMismatches } from './schema.ts'

describe('--json', () => {
  test('prints a verdict a line, as the schema says', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'designs.ts', '--json'])
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(verdicts.map((verdict) => verdictMismatches(verdict))).toEqual(verdicts.map(() => []))
    expect(verdicts.map(({ system, verdict }) => `${system}: ${verdict}`)).toEqual([
      'lonely: verified',
      'mixed: violated',
      'philosophers: violated',
      'spinning: violated',
      'release twice: violated',
      'two locks: violated',
      'philosophers: violated',
      'spinning: verified',
    ])
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 })
  })

  test('tells a thread from a string that is its name', async () => {
    const { stdout } = await lockproof(['check', 'designs.ts', 'twoLocks', '--json'])
    const { violation } = JSON.parse(stdout)
    expect(violation.trace.steps[1].changes).toEqual([
      { object: 'left', before: { owner: null }, after: { owner: { '#thread': 'T0' } }, isGhost: false },
    ])
    expect(
      violation.trace.stuck.map(({ thread, waitsFor }: { thread: string; waitsFor: string[] }) => [thread, waitsFor]),
    ).toEqual([
      ['T0', ['T1']],
      ['T1', ['T0']],
    ])
  })

  test('says of a run who waited for whom, and who could have stepped', async () => {
    const { stdout } = await lockproof(['check', 'designs.ts', 'twoLocks', '--json'])
    const { violation, file, export: exported } = JSON.parse(stdout)
    const { threads, steps, final } = violation.trace
    expect({ file, exported }).toEqual({ file: 'designs.ts', exported: 'twoLocks' })
    expect(steps.map(({ enabled, blocks }: Record<string, string[]>) => [enabled, blocks])).toEqual([
      [['T0', 'T1'], []],
      [
        ['T0', 'T1'],
        ['T0', 'T1'],
      ],
    ])
    expect(threads.map(({ spans }: { spans: { waitsFor: string[] }[] }) => spans.at(-1)?.waitsFor)).toEqual([
      ['T1'],
      ['T0'],
    ])
    expect(final.map(({ value }: { value: unknown }) => value)).toEqual([
      { owner: { '#thread': 'T0' } },
      { owner: { '#thread': 'T1' } },
    ])
  })

  test('says of a run without end where its cycle begins, and what each thread does on it', async () => {
    const { stdout } = await lockproof(['check', 'waiting.ts', 'testAndSet', '--json'])
    const verdict = JSON.parse(stdout)
    const { kind, property, thread, trace } = verdict.violation
    expect(verdictMismatches(verdict)).toEqual([])
    expect({ kind, property, thread }).toEqual({ kind: 'liveness', property: 'starvation freedom', thread: 'T0' })
    expect(trace.cycleStart).toBe(1)
    expect(trace.account.map((one: { thread: string; role: string }) => [one.thread, one.role])).toEqual([
      ['T0', 'blocked in between'],
      ['T1', 'steps'],
    ])
    expect(trace.threads[1].spans.map(({ status }: { status: string }) => status)).toContain('resting')
    expect(verdict.answers.find(({ name }: { name: string }) => name === property).liveness.holdsUnder).toEqual([
      'strong',
    ])
    expect(verdict.grounds.find((one: { kind: string }) => one.kind === 'fairness')).toMatchObject({
      threads: 'weak',
      rests: ['elsewhere'],
    })
  })

  test('says who is stuck while others go on, and from where on', async () => {
    const { stdout } = await lockproof(['check', 'waiting.ts', 'beside', '--json'])
    const verdict = JSON.parse(stdout)
    expect(verdictMismatches(verdict)).toEqual([])
    expect(verdict.violation).toMatchObject({
      kind: 'stuck',
      thread: 'A',
      trace: { doomed: 'A', doomedFrom: 1, stuck: [{ thread: 'A', waitsOn: ['x'] }] },
    })
  })

  test.each([
    ['designs.ts', 'twoLocks', 'T1 T0', undefined],
    ['waiting.ts', 'testAndSet', 'T0 (T1 T1 T1 T1)', 1],
  ])('prints the trace of a replay: %s %s %s', async (file, system, schedule, cycleStart) => {
    const { stdout } = await lockproof(['replay', file, system, '--schedule', schedule, '--json'])
    const trace = JSON.parse(stdout)
    expect(traceMismatches(trace)).toEqual([])
    expect(trace.cycleStart).toBe(cycleStart)
  })

  test('says an error in a line, too, of the system that it is of', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'model-errors.ts', 'm008', '--json'])
    const line = JSON.parse(stdout)
    expect(failureMismatches(line)).toEqual([])
    expect({ ...line, exitCode }).toMatchObject({
      formatVersion: 2,
      file: 'model-errors.ts',
      export: 'm008',
      error: { code: 'M008', site: { file: expect.stringMatching(/model-errors\.ts$/) } },
      exitCode: 2,
    })
    expect(stderr).toMatch(/^error M008: /)
  })

  test.each([
    ['U001', ['check', 'nowhere.ts', '--json']],
    ['U004', ['check', 'designs.ts', 'zebra', '--json']],
    ['U006', ['check', '--json', 'designs.ts', '--search', 'breadth']],
    ['U006', ['check', '--json', '--serch']],
    ['U007', ['replay', 'designs.ts', 'twoLocks', '--json', '--schedule', 'T7']],
    ['U007', ['replay', 'waiting.ts', 'testAndSet', '--json', '--schedule', 'T0 (T1)']],
    ['U006', ['check', '--json', 'waiting.ts', '--fairness', 'week']],
    ['U001', ['conform', '--json', 'nowhere.json']],
  ])('says %s in a line: %o', async (code, words) => {
    const { stdout, stderr, exitCode } = await lockproof(words)
    const line = JSON.parse(stdout)
    expect(failureMismatches(line)).toEqual([])
    expect({ line, exitCode }).toMatchObject({ line: { error: { code }, exitCode: 2 }, exitCode: 2 })
    expect(stderr).toContain(line.error.message)
  })

  test('has lines that are all as the schema itself says, of verdicts and of errors', async () => {
    const { stdout } = await lockproof(['check', 'nowhere.ts', 'designs.ts', 'lonely', '--json'])
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => ('error' in line ? 'error' : 'verdict'))).toEqual(['error', 'verdict'])
    expect(lines.map(lineMismatches)).toEqual([[], []])
    expect(lineMismatches({ ...lines[0], ...lines[1] })).not.toEqual([])
  })

  test('has a line of each system, where one of the files does not load', async () => {
    const { stdout, exitCode } = await lockproof(['check', 'nowhere.ts', 'designs.ts', 'lonely', '--json'])
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ system, error }) => [system, error?.code])).toEqual([
      [undefined, 'U001'],
      ['lonely', undefined],
    ])
    expect(exitCode).toBe(2)
  })
})
