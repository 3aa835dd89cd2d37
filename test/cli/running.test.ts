import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { command, fixtures, lockproof } from './command.ts'

const escape = '\u001b'

describe('limits', () => {
  test.each([
    ['--limit-states', '20000', 'states'],
    ['--limit-time', '300ms', 'time'],
    ['--limit-memory', '60MB', 'memory'],
  ])('%s %s ends with 3 and says how far it came', async (option, value, limit) => {
    const { stdout, stderr, exitCode } = await lockproof(['check', 'large.ts', 'large', option, value])
    expect(stdout).toMatch(
      new RegExp(`^incomplete: stopped by the ${limit} limit after [\\d,]+ states; nothing violated so far\n`),
    )
    expect(stdout).toMatch(/^ {2}[\d,]+ states, [\d,]+ edges, \d+ levels, breadth first$/m)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 3 })
  })

  test('of memory leave room for thousands of answers, each other than the one before', async () => {
    const { stdout, exitCode } = await lockproof(['check', 'counting.ts', '--limit-memory', '150MB'])
    expect(stdout).toMatch(/^verified: 1 property holds in .*\b8,001 states/m)
    expect(exitCode).toBe(0)
  })
})

describe('Ctrl-C', () => {
  const interrupt = async (words: readonly string[]) => {
    let isSent = false
    return await lockproof(words, {
      onOutput: (_, child) => {
        if (isSent) return
        isSent = true
        setTimeout(() => child.kill('SIGINT'), 300)
      },
    })
  }

  test('prints what was found so far, and ends with 3', async () => {
    const { stdout, stderr, exitCode } = await interrupt(['check', 'large.ts'])
    expect(stdout).toMatch(/^\? {2}large, N=6, size=64 +large +verified +incomplete: interrupt +[\d,]+ +[\d.]+ \w+$/m)
    expect(stdout).toMatch(/^\? {2}large, N=2, size=4 +small +not checked$/m)
    expect(stdout).toMatch(/^2 systems: 1 incomplete, 1 not checked$/m)
    expect(stdout).toMatch(/^incomplete: interrupted after [\d,]+ states; nothing violated so far$/m)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 3 })
  })
})

describe('a pipe', () => {
  test('gets no progress and no colours, however long it takes', async () => {
    const { stdout, stderr } = await lockproof(['check', 'large.ts', 'large', '--limit-time', '1500ms'])
    expect(stdout).not.toContain(escape)
    expect(stderr).toBe('')
  })

  test('gets colours when it asks for them', async () => {
    const { stdout } = await lockproof(['check', 'large.ts', 'small'], { env: { FORCE_COLOR: '1' } })
    expect(stdout).toContain(`${escape}[32m✓${escape}[39m`)
  })

  test('gets none with NO_COLOR, asked or not', async () => {
    const { stdout } = await lockproof(['check', 'large.ts', 'small'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })
    expect(stdout).not.toContain(escape)
  })

  test('may be closed by its reader', async () => {
    const child = spawn(process.execPath, [command, 'check', 'designs.ts'], {
      cwd: fixtures,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout.destroy()
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const [exitCode] = await once(child, 'close')
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 })
  })
})
