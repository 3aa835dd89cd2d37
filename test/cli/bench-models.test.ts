import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { lockproof } from './command.ts'

const folder = fileURLToPath(new URL('../../bench/models/', import.meta.url))

test('the lock models are checked by the paths of their files', async () => {
  const { stdout, stderr, exitCode } = await lockproof(['check', ...readdirSync(folder), '--json'], { cwd: folder })
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  const told = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(told.map(({ system, verdict }) => `${system}: ${verdict}`).toSorted()).toEqual([
    'bakery: verified',
    'eresource: verified',
    'flat eresource: verified',
    'mcs: verified',
    'peterson: verified',
    'phil: violated', // as expected
    'rwlock, one object: verified',
    'rwlock: verified',
    'ticket: verified',
  ])
})
