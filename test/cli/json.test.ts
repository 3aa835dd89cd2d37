import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { lockproof } from './command.ts'
import { mismatches } from './schema.ts'

const schema: unknown = JSON.parse(readFileSync(new URL('../../docs/verdict.schema.json', import.meta.url), 'utf8'))
const traceSchema = { ...(schema as object), $ref: '#/$defs/trace' }

describe('--json', () => {
  test('prints a verdict a line, as the schema says', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'designs.ts', '--json'])
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(verdicts.map((verdict) => mismatches(schema, verdict))).toEqual(verdicts.map(() => []))
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

  test('writes a thread as its name', async () => {
    const { stdout } = await lockproof(['check', 'designs.ts', 'twoLocks', '--json'])
    const { violation } = JSON.parse(stdout)
    expect(violation.trace.steps[1].changes).toEqual([
      { object: 'left', before: { owner: null }, after: { owner: 'T0' }, isGhost: false },
    ])
    expect(
      violation.trace.stuck.map(({ thread, waitsFor }: { thread: string; waitsFor: string[] }) => [thread, waitsFor]),
    ).toEqual([
      ['T0', ['T1']],
      ['T1', ['T0']],
    ])
  })

  test('prints the trace of a replay', async () => {
    const { stdout } = await lockproof(['replay', 'designs.ts', 'twoLocks', '--schedule', 'T1 T0', '--json'])
    expect(mismatches(traceSchema, JSON.parse(stdout), schema)).toEqual([])
  })

  test('leaves errors to stderr', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'model-errors.ts', 'm008', '--json'])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toMatch(/^error M008: /)
  })
})
