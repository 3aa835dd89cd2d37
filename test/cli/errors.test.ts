import { describe, expect, test } from 'vitest'
import { lockproof } from './command.ts'

/** The first word of each line, and the system that it is about. */
const lines = (text: string): readonly string[] => text.match(/^(?:internal )?error[^:]*/gm) ?? []

const told = [
  'error M011 in describes wrongly',
  'internal error in no design',
  'error M011 in only once',
  'error M011 in unmade',
  'error U005 in uses wrongly',
]

describe('an error of one system, of any kind', () => {
  test('is its row, and costs no other its own', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'errors.ts'])
    const rows = stdout.split('\n').filter((line) => /^[^ ] {2}/.test(line))
    expect(rows.map((row) => row.replace(/ {2,}(?:\d.*)?/g, ' | '))).toEqual([
      '✓ | counted, N=2 | verified | verified | ',
      '! | describes wrongly | error M011',
      '✓ | first | verified | verified | ',
      '✓ | last | verified | verified | ',
      '! | no design | internal error',
      '! | only once | error M011',
      '! | unmade, N=1 | error M011',
      '✓ | unprintable | verified | verified | ',
      '! | uses wrongly | error U005',
    ])
    expect(stdout).toContain('9 systems: 4 as expected, 5 with an error')
    expect({ told: lines(stderr), exitCode }).toEqual({ told, exitCode: 70 })
  })

  test('is a line of its own with --json, and on stderr', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'errors.ts', '--json'])
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    // what lies in a getter is in no verdict
    expect(found.filter(({ error }) => error === undefined).map(({ system }) => system)).toEqual([
      'counted',
      'first',
      'last',
      'unprintable',
    ])
    expect(found.flatMap(({ system, error }) => (error === undefined ? [] : [`${system}: ${error.code}`]))).toEqual([
      'describes wrongly: M011',
      'no design: internal',
      'only once: M011',
      'unmade: M011',
      'uses wrongly: U005',
    ])
    expect({ told: lines(stderr), exitCode }).toEqual({ told, exitCode: 70 })
  })

  test.each([
    ['noDesign', /^internal error: TypeError: .* This is a bug in lockproof/, 70],
    ['unmade', /^error M011: unmade went wrong while it was described: RangeError: no defaults \(errors\.ts:\d+/, 2],
    ['usesWrongly', /^error U005: counted has no parameter M: expected one of N=2\.\n$/, 2],
  ])('%s alone is told as the error that it is', async (name, message, code) => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'errors.ts', name])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code })
    expect(stderr).toMatch(message)
  })

  test('of the user among several ends with 2', async () => {
    expect((await lockproof(['check', 'errors.ts', 'first', 'usesWrongly'])).exitCode).toBe(2)
  })
})

describe('a file without systems', () => {
  const files = ['designs.ts', 'broken/no-system.ts', 'broken/no-export.ts']
  const said =
    "No systems in broken/no-system.ts\nNothing is exported from broken/no-export.ts: write 'export' in front of 'const name = system(…)'\n"

  test('is said on stdout before a single report', async () => {
    const { stdout, stderr } = await lockproof(['check', ...files, 'lonely'])
    expect({ said: stdout.startsWith(`${said}\nverified: `), stderr }).toEqual({ said: true, stderr: '' })
  })

  test('is said on stderr with --json, once', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', ...files, 'lonely', 'twice', '--json'])
    expect({ verdicts: stdout.trimEnd().split('\n').length, stderr, exitCode }).toEqual({
      verdicts: 2,
      stderr: said,
      exitCode: 0,
    })
  })
})
