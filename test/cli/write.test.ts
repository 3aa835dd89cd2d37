import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockproof } from './command.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockproof-write-'))
})

afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['graph', 'json'],
  ['export', 'promela'],
])('%s writes to a file what it prints without one, and makes its folder', async (command, kind) => {
  const words = [command, 'designs.ts', 'spinning', '--to', kind]
  const file = join(folder, command, 'deep', `out.${kind}`)
  const printed = await lockproof(words)
  expect(await lockproof([...words, '-o', file])).toEqual({ ...printed, stdout: '' })
  expect(readFileSync(file, 'utf8')).toBe(printed.stdout)
  expect(printed.exitCode).toBe(0)
})

test('what is left out is said on stderr, and what is written stays what it is', async () => {
  const words = ['graph', 'designs.ts', 'philosophers', '--to', 'json', '--limit-states', '2']
  const { stdout, stderr, exitCode } = await lockproof(words)
  expect(stderr).toMatch(/^note: cut: \d+ states of \d+\n$/)
  expect(JSON.parse(stdout)).toMatchObject({ system: 'philosophers', parameters: { N: 3 }, cut: { isMore: false } })
  expect(exitCode).toBe(0)
})

test('a file that cannot be written is told, with 2', async () => {
  const { stderr, exitCode } = await lockproof(['graph', 'designs.ts', 'lonely', '--to', 'dot', '-o', folder])
  expect(stderr).toMatch(/^error U010: --output: .* cannot be written: .*EISDIR.* Name another file\.\n$/)
  expect(exitCode).toBe(2)
})

test('Ctrl-C ends it with 3, and leaves no half of a file', async () => {
  const file = join(folder, 'never.aut')
  const run = await lockproof(['graph', 'large.ts', 'large', '--to', 'aut', '--limit-states', '1e7', '-o', file], {
    onStart: (child) => void setTimeout(() => child.kill('SIGINT'), 1500),
  })
  expect(run).toMatchObject({ stdout: '', stderr: expect.stringMatching(/^incomplete: interrupted/), exitCode: 3 })
  expect(existsSync(file)).toBe(false)
})
