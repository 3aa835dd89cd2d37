import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lockproof, type Run } from './command.ts'

const limit = ['--limit-time', '300ms']

/** A run in which the second file is another one when it is loaded again. */
async function changed(secondTime: string): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-lost-'))
  try {
    const env = { LOADED_ONCE: join(folder, 'loaded'), SECOND_TIME: secondTime }
    return await lockproof(['check', 'lost/first.ts', 'lost/second.ts', 'lost/third.ts', '--json', ...limit], { env })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const said = ({ stdout }: Run): string[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ export: exported, system, verdict, error }) => `${exported} ${system} ${verdict ?? error.code}`)

describe('where a thread was lost and the files are loaded again', () => {
  test('a verdict is that of the system that it names, or there is an error in its place', async () => {
    const run = await changed('has others')
    expect(said(run)).toEqual(['hang hang incomplete', 'systems[0] wrong U002', 'fine fine verified'])
    expect(run.stderr).toContain('exports no wrong as systems[0] any more')
    expect(run.exitCode).toBe(2)
  })

  test('a file that does not load the second time costs no other its verdict, and none has its name', async () => {
    const run = await changed('throws')
    expect(said(run)).toEqual([
      'hang hang incomplete',
      'undefined undefined U002',
      'systems[0] wrong U002',
      'fine fine verified',
    ])
    expect(run.stderr).toContain('the second time')
    expect(run.stderr).toContain('exports no wrong as systems[0] any more')
    expect(run.exitCode).toBe(2)
  })
})

describe('list', () => {
  test.each([
    [['stray/awaits.ts', 'folder/one.ts']],
    [['folder/one.ts', 'stray/awaits.ts']],
    [['folder/one.ts', 'stray/awaits.ts', 'thrown/null.ts']],
  ])('tells what it could of %j', async (files) => {
    const { stdout, stderr, exitCode } = await lockproof(['list', ...files])
    expect(stdout).toMatch(/^folder\/one\.ts\n {2}system .*\n {2}lonely .*\n$/)
    expect(stderr.match(/^error U002: \S+/gm)).toEqual(
      files.filter((file) => file !== 'folder/one.ts').map((file) => `error U002: ${file}`),
    )
    expect(exitCode).toBe(2)
  })

  test('tells an error once, though the files are loaded again', async () => {
    const { stderr, exitCode } = await lockproof(['list', 'stray/rejects.ts', 'stray/awaits.ts', 'stray/exits.ts'])
    expect(stderr.match(/nobody caught/g)).toHaveLength(1)
    expect(stderr.match(/awaits what never comes/g)).toHaveLength(1)
    expect(exitCode).toBe(2)
  })
})

describe('a limit of time', () => {
  test('holds for what a file left to happen after its systems, which keep their verdicts', async () => {
    const { stdout, exitCode } = await lockproof(['check', 'lost/later.ts', ...limit])
    expect(stdout).toMatch(/^verified: /)
    expect(exitCode).toBe(0)
  })

  test('is not forgotten over a stray error', async () => {
    const { stderr, exitCode } = await lockproof(['check', 'lost/stray.ts', ...limit])
    expect(stderr).toContain('a stray one')
    expect(exitCode).toBe(2)
  })

  test('ends native code, too, though not with an exit code of its own', async () => {
    const { stderr, exitCode } = await lockproof(['check', 'lost/blocking.ts', ...limit])
    expect(stderr).toContain('the top level of lost/blocking.ts had not come back')
    expect(exitCode).toBeNull() // a signal of its own: the thread sleeps for longer
  })
})
