import { beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { isLong } from '../setup/long.ts'
import { lockproof, type Run } from './command.ts'

/** Who is named, by the export of the system. */
const names = {
  inBody: "inBody's T, at endless.ts:13,",
  inDescription: 'the description of in description, at endless.ts:41,',
  inGhost: "inGhost's seen.update(…), at endless.ts:50,",
  inOwners: "inOwners's owners of lock, at endless.ts:60,",
  inProperty: "inProperty's 'p', at endless.ts:35,",
  inRecipe: "inRecipe's o.go(), at endless.ts:28,",
}
const systems = Object.keys(names) as (keyof typeof names)[]

/** How long it may take until the function has begun: nothing tells, and on a busy machine it is longer. Each further try waits longer. */
let patienceMs = 900

beforeEach(() => {
  onTestFailed(() => {
    patienceMs *= 2
  })
})

/** Sends the signals when the function has begun, each 100 ms after the last. */
function signalled(words: readonly string[], ...signals: readonly NodeJS.Signals[]): Promise<Run> {
  return lockproof(words, {
    onStart: (child) => {
      for (const [i, signal] of signals.entries()) setTimeout(() => child.kill(signal), patienceMs + 100 * i)
    },
  })
}

const codes = { SIGINT: 3, SIGTERM: 143, SIGHUP: 129 } as const
const signals = Object.keys(codes) as (keyof typeof codes)[]

/** What is asked of all signals in `npm run test:long`, of one of them otherwise. */
const oneOf = (signal: keyof typeof codes) => (isLong ? signals : [signal])

describe('a function that never comes back', { retry: 2 }, () => {
  test.each(systems)('%s is named in a report, where the time is over', async (name) => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'endless.ts', name, '--limit-time', '300ms'])
    const found = name === 'inOwners' ? 'the tables violate deadlock, which was not run' : 'nothing violated so far'
    expect(stdout).toMatch(new RegExp(`^incomplete: stopped by the time limit after \\d states?; ${found}\n`))
    expect(stdout).toContain(`\n  warning: ${names[name]} had not come back\n`)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 3 })
  })

  test('costs no other system its verdict, in a table', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'endless.ts', '--limit-time', '300ms'])
    const rows = stdout.split('\n').filter((line) => /^[^ ] {2}/.test(line))
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 4).join(' | '))).toEqual([
      '✓ | first | verified | verified',
      '? | in body | verified | incomplete: time',
      '? | in description | unknown | incomplete: time',
      '? | in ghost | verified | incomplete: time',
      '? | in owners | verified | incomplete: time',
      '? | in property | verified | incomplete: time',
      '? | in recipe | verified | incomplete: time',
      '✓ | last | verified | verified',
    ])
    for (const name of Object.values(names)) expect(stdout).toContain(`  warning: ${name} had not come back\n`)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 3 })
  })

  test('is in the warnings of JSON, a line for each system', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'endless.ts', '--json', '--limit-time', '300ms'])
    const lines = stdout.trimEnd().split('\n')
    const verdicts = lines.map((line) => JSON.parse(line))
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['verified', ...systems.map(() => 'incomplete'), 'verified'])
    expect(verdicts[1]).toMatchObject({
      stoppedBy: 'time',
      warnings: [
        {
          kind: 'not back',
          role: 'body',
          owner: 'inBody',
          name: 'T',
          text: expect.stringMatching(/^inBody's T, at \/.*:13:/),
        },
      ],
    })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 3 })
  })

  test.each(signals)('ends by %s, as a report', async (signal) => {
    const { stdout, stderr, exitCode } = await signalled(['check', 'endless.ts', 'inBody'], signal)
    expect(stdout).toMatch(/^incomplete: interrupted after 0 states; nothing violated so far\n/)
    expect(stdout).toContain(`\n  warning: ${names.inBody} had not come back\n`)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: codes[signal] })
  })

  test.each(oneOf('SIGTERM'))('ends by two of %s, as a table with the others', async (signal) => {
    const { stdout, stderr, exitCode } = await signalled(
      ['check', 'endless.ts', 'first', 'inBody', 'last'],
      signal,
      signal,
    )
    expect(stdout).toMatch(/^✓ {2}first +verified +verified/m)
    expect(stdout).toMatch(/^\? {2}in body +verified +incomplete: interrupt/m)
    expect(stdout).toMatch(/^\? {2}last +not checked$/m)
    expect(stdout).toContain(`\n  warning: ${names.inBody} had not come back\n`)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: codes[signal] })
  })

  test.each(oneOf('SIGINT'))('ends by %s, as JSON with what was finished', async (signal) => {
    const words = ['check', 'endless.ts', 'first', 'inProperty', 'last', '--json']
    const { stdout, exitCode } = await signalled(words, signal, signal)
    const verdicts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(verdicts.map(({ system, verdict, error }) => `${system}: ${verdict ?? error.message}`)).toEqual([
      'first: verified',
      'in property: incomplete',
      'last: not checked: the command ended before',
    ])
    expect(verdicts[1].warnings[0].text).toContain("inProperty's 'p', at ")
    expect(exitCode).toBe(codes[signal])
  })

  test.each(oneOf('SIGHUP'))('ends a replay and a list by %s', async (signal) => {
    const replay = await signalled(['replay', 'endless.ts', 'inBody', '--schedule', 'T'], signal)
    expect(replay).toEqual({
      stdout: '',
      stderr: `incomplete: interrupted: ${names.inBody} had not come back\n`,
      exitCode: codes[signal],
    })
    const list = await signalled(['list', 'endless.ts'], signal)
    expect(list).toEqual({
      stdout: '',
      stderr: `incomplete: interrupted: ${names.inDescription} had not come back\n`,
      exitCode: codes[signal],
    })
  })
})

describe('a file whose top level never ends', { retry: 2 }, () => {
  const named = 'the top level of top-level.ts had not come back\n'

  test('costs the systems of no other, where the time is over', async () => {
    const { stdout, stderr, exitCode } = await lockproof([
      'check',
      'top-level.ts',
      'endless.ts',
      'first',
      '--limit-time',
      '300ms',
    ])
    expect(stdout).toMatch(/^verified: /)
    expect({ stderr, exitCode }).toEqual({ stderr: `incomplete: stopped by the time limit: ${named}`, exitCode: 3 })
  })

  test.each(oneOf('SIGINT'))('ends by %s', async (signal) => {
    const run = await signalled(['check', 'top-level.ts'], signal)
    expect(run).toEqual({ stdout: '', stderr: `incomplete: interrupted: ${named}`, exitCode: codes[signal] })
  })
})

describe('a file that does more than declaring', { retry: 2 }, () => {
  test.each([
    ['stray/exits.ts', /^error U002: stray\/exits\.ts:\d+:\d+ calls process\.exit\(\): expected a file/, ''],
    ['stray/awaits.ts', /^error U002: stray\/awaits\.ts awaits what never comes/, ''],
    [
      'stray/rejects.ts',
      /^error U002: stray\/rejects\.ts:\d+:\d+ left an error that nobody caught: Error: late\./,
      'verified: ',
    ],
    [
      'stray/throws-later.ts',
      /^error U002: stray\/throws-later\.ts:\d+:\d+ left an error that nobody caught: Error: later\./,
      'verified: ',
    ],
    ['stray/exits-in-body.ts', /^error M004: The design calls process\.exit\(\)/, ''],
  ])('%s is told, and what was finished is there', async (file, message, beginning) => {
    const { stdout, stderr, exitCode } = await lockproof(['check', file])
    expect(stderr).toMatch(message)
    expect(stdout.slice(0, beginning.length || 1)).toBe(beginning)
    expect(exitCode).toBe(2)
  })

  test.each(['stray/rejects.ts', 'stray/throws-later.ts'])('%s is told by list and replay, too', async (file) => {
    for (const words of [
      ['list', file],
      ['replay', file, 'small', '--schedule', 'T'],
    ]) {
      const { stdout, stderr, exitCode } = await lockproof(words)
      expect(stdout).toContain('small')
      expect(stderr).toMatch(/^error U002: .* left an error that nobody caught: Error: late/)
      expect(exitCode).toBe(2)
    }
  })
})
