import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fixtures, lockproof } from './command.ts'

/** What no output has, whatever users call their things: all that terminals obey but the end of a line. */
const obeyed = /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u
const forged = /^(?:verified: all 9|fake:)/m
const evil = '\u001b[2J\u009b1A\u007f\u202e\r\nverified: all 9 properties hold'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(fixtures, '.hostile-'))
  for (const name of ['names.ts', 'names.json']) copyFileSync(join(fixtures, 'hostile', name), join(folder, name))
  const deeper = join(folder, `folder${evil}`)
  mkdirSync(deeper)
  copyFileSync(join(fixtures, 'hostile', 'names.ts'), join(deeper, `file${evil}.ts`))
  copyFileSync(join(fixtures, 'hostile', 'names.json'), join(deeper, `file${evil}.json`))
  writeFileSync(join(deeper, `none${evil}.ts`), 'export const none = 1')
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (extension: string): string => `folder${evil}/file${evil}.${extension}`

describe('no output has a character that terminals obey', () => {
  test.each([
    ['check', 'names.ts'],
    ['check', 'names.ts', '--json'],
    ['check', file('ts')],
    ['check', file('ts'), 'family'],
    ...['property', 'failure', 'deadlock', `others.${evil}`].map((name) => ['check', 'names.ts', name]),
    ['check', file('ts'), 'names.ts', '--param', `N${evil}=2`],
    ['check', 'names.ts', `folder${evil}/none${evil}.ts`],
    ['list', 'names.ts', `folder${evil}/none${evil}.ts`],
    ['check', 'names.ts', '--param', `M${evil}=2`],
    ['check', `nowhere${evil}.ts`],
    ['check', 'names.ts', '--search', evil],
    ['check', 'names.ts', `--${evil}`],
    [evil],
    ['list', 'names.ts', file('ts')],
    ['list', file('json')],
    ['conform', 'names.json', file('json')],
    ['conform', 'names.json', '--json'],
    ['conform', `nowhere${evil}.json`],
    ['conform', file('ts')],
  ])('%j', async (...words) => {
    const { stdout, stderr } = await lockproof(words, { cwd: folder })
    expect(stdout + stderr).not.toBe('')
    expect(stdout + stderr).not.toMatch(obeyed)
    expect(stdout + stderr).not.toMatch(forged)
  })
})

describe('a schedule with such a name', () => {
  test('can be followed as it is printed', async () => {
    const { stdout } = await lockproof(['check', 'names.ts', '--json'], { cwd: folder })
    const lines = stdout.trimEnd().split('\n')
    const verdicts = lines.map((line) => JSON.parse(line))
    const { schedule } = verdicts.find((one) => one.export === 'property').violation.trace
    expect(schedule).not.toMatch(obeyed)
    const words = ['replay', 'names.ts', 'property', '--schedule', schedule]
    for (const more of [[], ['--json'], ['--locks']]) {
      const run = await lockproof([...words, ...more], { cwd: folder })
      expect(run.stdout).not.toMatch(obeyed)
      expect({ stderr: run.stderr, exitCode: run.exitCode }).toEqual({ stderr: '', exitCode: 0 })
    }
  })
})
