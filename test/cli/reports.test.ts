import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Verdict } from 'lockproof'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formats } from '../../src/cli/reports/formats.ts'
import { unpacked } from '../../src/report/page-data/packed.ts'
import type { PageData } from '../../src/report/page-data/page-data.ts'
import { fixtures, lockproof } from './command.ts'
import { verdictMismatches } from './schema.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockproof-reports-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const read = (name: string): string => readFileSync(join(folder, name), 'utf8')

describe('check --report', () => {
  test('writes what was asked for, beside what is printed, and ends as it would have', async () => {
    const kinds = [...formats.keys()]
    const files = kinds.map((kind) => `${kind}=${join(folder, 'deep', `out.${kind}`)}`)
    const { stdout, stderr, exitCode } = await lockproof([
      ...['check', 'designs.ts', 'twice'],
      ...['--report', files.slice(0, 2).join(','), ...files.slice(2).flatMap((file) => ['--report', file])],
    ])
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    expect(stdout).toContain('release by a non-owner')
    expect(readdirSync(join(folder, 'deep')).toSorted()).toEqual(kinds.map((kind) => `out.${kind}`).toSorted())
    expect(read('deep/out.markdown')).toContain('## lockproof: 1 system: 1 as expected')
    expect(read('deep/out.junit')).not.toContain(fixtures)
  })

  test('a page has locks as a debugger shows them, which no other report needs', async () => {
    const words = ['check', '../../../examples/eresource/upgrades.ts', 'upgradeTwoReaders.system']
    await lockproof([...words, '--report', `html=${join(folder, 'out.html')},json=${join(folder, 'with.json')}`])
    await lockproof([...words, '--report', `json=${join(folder, 'without.json')}`])
    expect(read('out.html')).toContain('Resource @ R')
    expect(read('with.json')).toContain('"initialLocks"')
    expect(read('without.json')).not.toContain('"initialLocks"')
  })

  test('a sweep has its growth in each report', async () => {
    const words = ['sweep', 'designs.ts', 'spinning', '--param', 'careful=true', '--param', 'N=1..3', '--json']
    const kinds = ['html', 'json', 'markdown']
    const { stdout } = await lockproof([
      ...words,
      ...['--report', kinds.map((kind) => `${kind}=${join(folder, kind)}`).join(',')],
    ])
    const lines = stdout.trimEnd().split('\n')
    const verdicts: readonly Verdict[] = lines.map((line) => JSON.parse(line))
    const [one, two, three] = verdicts.map(({ states }) => states) as [number, number, number] // as many as values
    expect(verdicts.map(({ growth }) => growth)).toEqual([undefined, two / one, three / two])
    expect(verdicts.map((verdict) => verdictMismatches(verdict))).toEqual([[], [], []])
    expect(JSON.parse(read('json')).map(({ growth }: Verdict) => growth)).toEqual([undefined, two / one, three / two])
    expect(read('markdown')).toContain(` | ×${(three / two).toFixed(1)} | `)
    const data = /id="data">(.*)<\/script>/.exec(read('html'))?.[1] ?? '[]'
    const { systems } = unpacked(JSON.parse(data)) as PageData // as it was packed
    expect(systems.map(({ growth }) => growth)).toEqual([
      '',
      `×${(two / one).toFixed(1)}`,
      `×${(three / two).toFixed(1)}`,
    ])
  })

  test('--no-times writes the same from run to run', async () => {
    const written = async (): Promise<readonly string[]> => {
      const kinds = [...formats.keys()]
      const report = kinds.map((kind) => `${kind}=${join(folder, `out.${kind}`)}`).join(',')
      const { stdout } = await lockproof(['check', 'designs.ts', 'twice', '--no-times', '--report', report])
      return [stdout, ...kinds.map((kind) => read(`out.${kind}`))]
    }
    const first = await written()
    expect(await written()).toEqual(first)
    expect(first[0]).not.toContain(' ms')
  })

  test('a run has a file of its own where there are several', async () => {
    await lockproof(['check', 'designs.ts', '--report', `mermaid=${join(folder, 'run.mmd')}`])
    const files = readdirSync(folder)
    expect(files.length).toBeGreaterThan(2)
    for (const file of files) {
      expect(file).toMatch(/^run-[\w[\]-]+\.mmd$/)
      expect(read(file)).toMatch(/^sequenceDiagram\n/)
    }
  })

  test('says of files that do not load that they do not', async () => {
    const report = `json=${join(folder, 'out.json')}`
    const { exitCode } = await lockproof(['check', 'broken/throws.ts', 'designs.ts', 'twice', '--report', report])
    expect(exitCode).toBe(2)
    expect(JSON.parse(read('out.json'))).toEqual([
      expect.objectContaining({ export: 'twice' }),
      { error: expect.objectContaining({ code: 'U002' }) },
    ])
  })

  test('has what was found when a limit ended it', async () => {
    const report = `junit=${join(folder, 'out.xml')}`
    const words = ['check', 'designs.ts', 'catalogue[1]', '--limit-states', '9', '--report', report]
    expect((await lockproof(words)).exitCode).toBe(3)
    expect(read('out.xml')).toContain('type="incomplete"')
  })

  test.each([
    ['junit', "--report is 'junit': expected a file, such as junit=lockproof.junit."],
    ['junut=a.xml', "--report is 'junut=a.xml': expected one of json, junit, sarif, markdown, html, mermaid, itf."],
    ['constructor=a', "--report is 'constructor=a': expected one of json, "],
    ['junit=a.xml,sarif=a.xml', "--report is 'a.xml': expected a file of its own for each report."],
  ])('%s is refused before anything is checked', async (report, message) => {
    const run = await lockproof(['check', 'designs.ts', '--report', report])
    expect(run).toMatchObject({ stdout: '', exitCode: 2 })
    expect(run.stderr).toContain(`error U006: ${message}`)
  })

  test('a folder and a path through a file are refused before anything is checked', async () => {
    writeFileSync(join(folder, 'file'), '')
    for (const file of [folder, join(folder, 'file/below.xml')]) {
      const run = await lockproof(['check', 'designs.ts', '--report', `junit=${file}`])
      expect(run).toMatchObject({ stdout: '', exitCode: 2 })
      expect(run.stderr).toContain(`error U010: --report: ${file} cannot be written: `)
    }
  })
})

describe('on GitHub', () => {
  test('lines for its runner, and a summary of the job', async () => {
    const summary = join(folder, 'summary.md')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, GITHUB_WORKSPACE: join(fixtures, '..') }
    const { stderr, exitCode } = await lockproof(['check', 'designs.ts', 'spinning', 'twice'], { env })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^::(?:error|warning) file=fixtures\/designs\.ts,line=\d+,col=\d+,title=/)
    expect(read('summary.md')).toMatch(/^## lockproof: 2 systems: /)
  })
})

describe('replay --itf', () => {
  const itf = async (...words: string[]): Promise<string> => {
    const file = join(folder, 'run.itf.json')
    await lockproof(['check', 'designs.ts', ...words, '--report', `itf=${file}`])
    return file
  }

  test('follows the run of a file as its schedule would be', async () => {
    const file = await itf('philosophers')
    const { stdout, stderr, exitCode } = await lockproof(['replay', 'designs.ts', 'philosophers', '--itf', file])
    const { schedule } = JSON.parse(read('run.itf.json'))['#meta'].lockproof
    const other = await lockproof(['replay', 'designs.ts', 'philosophers', '--schedule', ...schedule.split(' ')])
    expect({ stdout, stderr, exitCode }).toEqual(other)
  })

  test('of a file of another hand the threads of its states are the schedule', async () => {
    const file = await itf('philosophers')
    const { '#meta': _, ...rest } = JSON.parse(read('run.itf.json'))
    writeFileSync(file, JSON.stringify(rest))
    const { stderr, exitCode } = await lockproof(['replay', 'designs.ts', 'philosophers', '--itf', file])
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  })

  test('says where the design is another now', async () => {
    const file = await itf('philosophers')
    const trace = JSON.parse(read('run.itf.json'))
    const [name = ''] = trace.vars
    trace.states[1][name] = 'other'
    writeFileSync(file, JSON.stringify(trace))
    const { stdout, stderr, exitCode } = await lockproof(['replay', 'designs.ts', 'philosophers', '--itf', file])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toContain(`is of another design: in state 1 ${name} is "other" there and `)
  })

  test.each([
    ['{', 'is no trace in ITF: expected JSON, saw '],
    ['[]', 'is no trace in ITF: expected a list of states, saw none'],
    ['{"states":[{},{}]}', 'expected a schedule in #meta.lockproof, or a thread in lockproof::thread of each state'],
  ])('%s is refused', async (text, message) => {
    const file = join(folder, 'run.json')
    writeFileSync(file, text)
    const { stderr, exitCode } = await lockproof(['replay', 'designs.ts', 'philosophers', '--itf', file])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('error U007: ')
    expect(stderr).toContain(message)
  })

  test('a file that is not there, and both or neither, are refused', async () => {
    const run = async (...words: string[]) =>
      (await lockproof(['replay', 'designs.ts', 'philosophers', ...words])).stderr
    expect(await run('--itf', 'nowhere.json')).toContain(
      'error U001: nowhere.json: expected a run in ITF, saw no such file',
    )
    expect(await run()).toContain('error U006: replay: expected --schedule or --itf, saw neither.')
    expect(await run('--itf', 'nowhere.json', '--schedule', 'P0')).toContain('saw both.')
  })
})
