import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lockproof-reports-'))
const read = (from: string, file: string): string => readFileSync(join(from, file), 'utf8')

afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('reports/ is what `npm run reports` writes today', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/reports.mjs', folder], {
    cwd: root,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const files = readdirSync(folder)
  expect(files.length).toBeGreaterThan(8)
  const kept = readdirSync(join(root, 'reports')).filter((file) => file !== 'latest')
  expect(kept.toSorted()).toEqual(files.toSorted())
  expect(files.filter((file) => read(folder, file) !== read(join(root, 'reports'), file))).toEqual([])
}, 240_000)
