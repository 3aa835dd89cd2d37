import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { command, fixtures, lockproof } from './command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const schedule = ['s', '--schedule', 'T']

describe('a path that no file can have', () => {
  test.each(['package.json/x', 'a'.repeat(5000), 'package.json/x.ts', '/dev/null'])(
    '%.20s is one clear error',
    async (path) => {
      for (const words of [['check'], ['list'], ['conform'], ['replay']]) {
        const more = words[0] === 'replay' ? schedule : []
        const { stdout, stderr, exitCode } = await lockproof([...words, path, ...more], { cwd: root })
        expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
        expect(stderr).toMatch(
          /^error U001: .*: expected a \S+ file .*, saw (?:no such file|a name that is too long|no regular file)\. .*\n$/,
        )
      }
    },
  )
})

describe('what a file throws', () => {
  test.each([
    ['null.ts', 'thrown/null.ts threw null while it was loaded'],
    ['undefined.ts', 'thrown/undefined.ts threw undefined while'],
    ['symbol.ts', 'thrown/symbol.ts threw Symbol(mine) while'],
    ['textless.ts', 'thrown/textless.ts threw something without a text while'],
    ['bad-text.ts', 'thrown/bad-text.ts threw something without a text while'],
    ['unreadable.ts', 'thrown/unreadable.ts threw something without a text while'],
    ['rejects.ts', 'left an error that nobody caught: something without a text.'],
    ['stack-throws-later.ts', 'left an error that nobody caught: Error: late.'],
  ])('%s is an error of that file, whatever it is', async (file, message) => {
    const { stderr, exitCode } = await lockproof(['check', `thrown/${file}`])
    expect(stderr).toContain(message)
    expect(stderr).toMatch(/^error U002: .*\n$/)
    expect(exitCode).toBe(2)
  })

  test.each(['own-stacks', 'stack-throws', 'stacks-throw'])('is told without a place: %s', async (name) => {
    const { stderr, exitCode } = await lockproof(['check', `thrown/${name}.ts`])
    expect(stderr).toMatch(/^error U002: .* threw Error while the file was loaded: mine\..*$/m)
    expect(stderr).not.toContain('internal error')
    expect(exitCode).toBe(2)
  })

  test('a system without a name is an error of its file', async () => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'thrown/unnamed.ts'])
    expect(stderr).toMatch(
      /^error M009: system\(7, …\): expected a text as its name\.\n {2}at thrown\/unnamed\.ts:3:32\n$/,
    )
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  })

  test.each([
    ['inDescription', 2],
    ['inBody', 1],
    ['inFunction', 1],
    ['unreadable', 1],
    ['inProperty', 1],
  ])('%s of a design is its own, whatever it is', async (name, code) => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'thrown/designs.ts', name, '--json'])
    expect(stdout + stderr).toContain('something without a text')
    expect(exitCode).toBe(code)
  })
})

test('what ends the thread that checks is refused, whatever it is called', async () => {
  const { stdout, stderr, exitCode } = await lockproof(['check', 'thrown/designs.ts', 'inExit'])
  expect(stderr).toMatch(/^error M004: The design calls process\.exit\(\)/)
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
})

describe('a bug of ours outside of everything', () => {
  const bug =
    "import { isMainThread } from 'node:worker_threads'; if (isMainThread) setTimeout(() => { throw new TypeError('ours') }, 500)"

  test('ends with 70, and says so', async () => {
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}` }
    const { stderr, exitCode } = await lockproof(['check', 'large.ts', 'large'], { env })
    expect(stderr).toMatch(/^internal error: TypeError: ours\. This is a bug in lockproof/)
    expect(exitCode).toBe(70)
  })
})

describe('a folder that is gone', () => {
  const inGoneFolder = async (words: readonly string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'lockproof-gone-'))
    const script = 'cd "$0" && rmdir "$0" && exec "$@"'
    const child = spawn('sh', ['-c', script, folder, process.execPath, command, ...words])
    const said = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
    const exitCode = await new Promise((resolve) => child.on('close', resolve))
    if (existsSync(folder)) rmdirSync(folder)
    return { ...said, exitCode }
  }

  test.each(['check', 'list', 'replay', 'conform'])('%s says that it finds nothing there', async (word) => {
    const { stdout, stderr, exitCode } = await inGoneFolder([word, 'x.ts', ...(word === 'replay' ? schedule : [])])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toMatch(/^error U001: .*[Tt]he current folder.* is gone.*\n$/)
  })

  test.each([
    ['check', '*.ts'],
    ['list', '*.ts'],
    ['list', '.'],
    ['conform', '.'],
  ])('%s of %s, too', async (word, files) => {
    const { stdout, stderr, exitCode } = await inGoneFolder([word, files])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toMatch(/^error U001: .*[Tt]he current folder.* is gone.*\n$/)
  })
})

describe.skipIf(!existsSync('/dev/full'))('output that cannot be written', () => {
  const toFull = async (words: readonly string[], stdio: 'stdout' | 'both') => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [command, ...words], {
      cwd: fixtures,
      stdio: ['ignore', full, stdio === 'both' ? full : 'pipe'],
    })
    let stderr = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const exitCode = await new Promise((resolve) => child.on('close', resolve))
    closeSync(full)
    return { stderr, exitCode }
  }

  test.each([
    [['--help']],
    [['--version']],
    [['check', 'designs.ts']],
    [['check', 'designs.ts', 'lonely']],
    [['check', 'designs.ts', 'lonely', '--json']],
    [['list', 'designs.ts']],
    [['conform', 'runs/queue.json']],
    [['replay', 'designs.ts', 'two locks', '--schedule', 'T0 T1']],
  ])('%j says so, and has no verdict', async (words) => {
    const { stderr, exitCode } = await toFull(words, 'stdout')
    expect(stderr).toMatch(/^error U010: The output could not be written: ENOSPC: .*\n$/)
    expect(exitCode).toBe(2)
    expect((await toFull(words, 'both')).exitCode).toBe(2)
  })
})

test('where generated code is forbidden that is said', async () => {
  const env = { NODE_OPTIONS: '--disallow-code-generation-from-strings' }
  const { stdout, stderr, exitCode } = await lockproof(['check', 'designs.ts', 'lonely'], { env })
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
  expect(stderr).toContain('error U012: The search writes code for each design, which is forbidden here: expected ')
})
