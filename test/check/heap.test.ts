import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('a check without limits ends before V8 would end the process', async () => {
  const fixture = fileURLToPath(new URL('fixtures/wide-values.ts', import.meta.url))
  const args = ['--max-old-space-size=200', '--import', 'tsx', fixture]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  expect(stdout).toBe('incomplete memory true\n')
}, 120_000)
