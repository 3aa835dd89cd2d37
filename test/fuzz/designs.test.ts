import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { isLong } from '../setup/long.ts'
import { mutatedDesign } from './designs.ts'
import { problemsOf, processed, root } from './judge.ts'
import { seeds, source } from './random.ts'

const count = isLong ? 1500 : 25
const together = 25
const limits = ['--limit-time', '400ms', '--limit-states', '20000']
const hangsMs = 20_000

const folder = mkdtempSync(join(tmpdir(), 'lockproof-fuzz-'))
mkdirSync(join(folder, 'node_modules'))
symlinkSync(root, join(folder, 'node_modules/lockproof'), 'dir')
afterAll(() => rmSync(folder, { recursive: true }))

async function problems(files: readonly string[]): Promise<string[]> {
  return problemsOf(await processed(['check', ...files, '--json', ...limits], files.length * hangsMs, folder))
}

test('designs with slips in them are checked or refused', { timeout: 1_200_000 }, async () => {
  const files = seeds(count).map((seed) => {
    const file = `${seed}.ts`
    writeFileSync(join(folder, file), mutatedDesign(source(seed)))
    return file
  })
  const found: { readonly file: string; readonly problems: readonly string[] }[] = []
  for (let i = 0; i < files.length; i += together) {
    const few = files.slice(i, i + together)
    if ((await problems(few)).length === 0) continue
    const single: typeof found = []
    for (const file of few) single.push({ file, problems: await problems([file]) })
    const wrong = single.filter((one) => one.problems.length > 0)
    found.push(...(wrong.length > 0 ? wrong : [{ file: few.join(' '), problems: await problems(few) }]))
  }
  expect(found).toEqual([])
})
