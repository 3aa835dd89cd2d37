import { describe, expect, test } from 'vitest'
import { lockproof } from './command.ts'

const replayed = async (words: string) => (await lockproof(['replay', ...words.split(' ')])).exitCode

describe('the exit code of a replay', () => {
  test('is 1 where the last step fails', async () => {
    expect(await replayed('failing.ts refused --schedule T')).toBe(1)
    expect(await replayed('failing.ts refused --json --schedule T')).toBe(1)
  })

  test('is 2 where that is a mistake of the author', async () => {
    expect(await replayed('failing.ts beyond --schedule T T')).toBe(2)
  })

  test('is 0 where no step fails, or one does that must', async () => {
    expect(await replayed('failing.ts beyond --schedule T')).toBe(0)
    expect(await replayed('failing.ts refused --schedule')).toBe(0)
    expect(await replayed('designs.ts twice --schedule T0 T0 T0')).toBe(0)
  })

  test('is 2 where a cycle does not close', async () => {
    expect(await replayed('waiting.ts testAndSet --schedule T0 (T1 T1 T1)')).toBe(2)
  })
})

test('the command of a long run counts its steps, in quotes, and is followed as it stands', async () => {
  const { stdout } = await lockproof(['check', 'failing.ts', 'worn'])
  expect(stdout).toContain('\n  npx lockproof replay failing.ts worn --schedule "T*25"\n')
  expect(await replayed('failing.ts worn --schedule T*25')).toBe(1)
  expect(await replayed('failing.ts worn --schedule T*24')).toBe(0)
})

test('the command that a report prints is followed as it stands, its cycle in quotes', async () => {
  const { stdout } = await lockproof(['check', 'waiting.ts', 'testAndSet'])
  const [, words = '', schedule = ''] = /^ {2}npx lockproof (.*) --schedule "(.*)"$/m.exec(stdout) ?? []
  const replay = await lockproof([...words.split(' '), '--schedule', schedule])
  expect(replay).toMatchObject({ stderr: '', exitCode: 0 })
  expect(replay.stdout).toMatch(/─ for ever ─.*─ as after step 1 ─/su)
})
