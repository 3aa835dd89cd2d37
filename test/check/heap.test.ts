import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

/** How a check comes out in a process with so small a heap. */
async function checkedWithin(mib: number): Promise<unknown> {
  const fixture = fileURLToPath(new URL('fixtures/wide-values.ts', import.meta.url))
  const args = [`--max-old-space-size=${mib}`, '--import', 'tsx', fixture]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

test('a check without limits ends before V8 would end the process', async () => {
  expect(await checkedWithin(64)).toMatchObject({ verdict: 'incomplete', stoppedBy: 'memory', isSearched: true })
}, 120_000)

test('garbage is not asked for again and again where little of the heap is any', async () => {
  const { asked, ...rest } = (await checkedWithin(200)) as { asked: number }
  expect(rest).toEqual({ verdict: 'incomplete', stoppedBy: 'memory', isSearched: true })
  expect([1, 2, 3]).toContain(asked)
}, 120_000)
