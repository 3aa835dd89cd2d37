import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { linksOf, root } from '../docs/pages.ts'

type Packed = readonly [{ readonly files: readonly { readonly path: string }[] }]

test('the pages of the package lead to nothing that is not in it', () => {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  const [{ files }] = JSON.parse(stdout) as Packed // npm's own form
  const packed = files.map(({ path }) => path)
  const pages = packed.filter((path) => path.endsWith('.md') && path !== 'CHANGELOG.md')
  expect(pages).toContain('docs/tutorial/1-a-lock.md')
  expect(pages).not.toContain('docs/internals/benchmarks.md')
  const outside = pages.flatMap((page) =>
    linksOf(page).flatMap(({ file }) => (packed.includes(file) ? [] : [`${page}: ${file}`])),
  )
  expect(outside).toEqual([])
})
