import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockproof } from './command.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockproof-init-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('makes a project, and replaces nothing', async () => {
  writeFileSync(join(folder, 'tsconfig.json'), 'mine')
  const { stdout, exitCode } = await lockproof(['init'], { cwd: folder })
  expect(exitCode).toBe(0)
  expect(stdout).toContain('  kept  tsconfig.json\n')
  expect(stdout).toContain('  made  designs/clients.ts\n')
  expect(readFileSync(join(folder, 'tsconfig.json'), 'utf8')).toBe('mine')
  for (const file of ['.github/workflows/ci.yml', 'package.json', 'test/futex-mutex.test.ts'])
    expect(existsSync(join(folder, file))).toBe(true)
})

test('in a project that is there it says what to install', async () => {
  writeFileSync(join(folder, 'package.json'), '{}')
  const { stdout } = await lockproof(['init'], { cwd: folder })
  expect(stdout).toContain('npm install --save-dev lockproof vitest fast-check')
})

test('a folder that cannot be is refused', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { stderr, exitCode } = await lockproof(['init', 'file'], { cwd: folder })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/^error U010: init: file.* cannot be written: /)
})

test.skipIf(!existsSync('/proc/self'))('a folder in which none can be made is told, not tried for ever', async () => {
  const { exitCode, stderr } = await lockproof(['init', '/proc/nobody/here'])
  expect(stderr).toMatch(/^error U010: init: \/proc\/nobody\/here\/.* cannot be written: .*ENOENT/)
  expect(exitCode).toBe(2)
})
