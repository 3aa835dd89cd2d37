import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockproof } from './command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockproof-watch-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(root, join(folder, 'node_modules/lockproof'), 'junction')
  copyFileSync(join(root, 'examples/flag.ts'), join(folder, 'flag.ts'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** The end of a run is heard by what it says of waiting. */
test('checks again when a file changes, not when a report is written, and ends by Ctrl-C', async () => {
  const file = join(folder, 'flag.ts')
  const report = join(folder, 'out.json')
  let runs = 0
  const { stdout, exitCode } = await lockproof(['check', file, '--watch', '--report', `json=${report}`], {
    onStart: (child) => {
      child.stderr?.on('data', (data: Buffer) => {
        const ended = `${data}`.split('Waiting for a change').length - 1
        runs += ended
        if (ended === 0) return
        if (runs === 1) writeFileSync(file, readFileSync(file, 'utf8').replace('N: 3', 'N: 2'))
        else child.kill('SIGINT')
      })
    },
  })
  expect(runs).toBe(2)
  expect(stdout.match(/^verified/gm)).toHaveLength(2)
  expect(stdout.match(/flag, N=\d/g)).toEqual(['flag, N=3', 'flag, N=2'])
  expect(exitCode).toBe(0)
})
