import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The packages that a file imports, itself or through others, each time that it is loaded. */
function packagesOf(file: string, seen: Set<string> = new Set()): Set<string> {
  const packages = new Set<string>()
  if (seen.has(file)) return packages
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export|\} from)\b[^'"\n]*?(?:from )?['"]([^'"]+)['"]/gm,
  )
  for (const [, name = ''] of imports) {
    if (!name.startsWith('.')) packages.add(name)
    else for (const other of packagesOf(join(dirname(file), name), seen)) packages.add(other)
  }
  return packages
}

test.each([
  ['src/index.ts', ['immer']],
  ['src/cli/program.ts', ['commander', 'immer']],
  ['src/model/eresource/index.ts', ['immer']],
])('%s needs neither vitest nor fast-check', (entry, needed) => {
  const packages = packagesOf(join(root, entry))
  for (const name of needed) expect(packages).toContain(name)
  expect(packages).not.toContain('vitest')
  expect(packages).not.toContain('fast-check')
})

test('lockproof/vitest needs vitest alone, lockproof/fast-check fast-check alone', () => {
  const [vitest, fastCheck] = ['src/vitest/index.ts', 'src/fast-check/index.ts'].map((it) => packagesOf(join(root, it)))
  expect([vitest?.has('vitest'), vitest?.has('fast-check')]).toEqual([true, false])
  expect([fastCheck?.has('vitest'), fastCheck?.has('fast-check')]).toEqual([false, true])
})

describe('dist', () => {
  test.each([
    ['cli/main.js', []],
    ['cli/run.js', []],
    ['chunks/command-line.js', ['commander', 'picocolors']],
    ['chunks/check-command.js', ['picocolors']],
    ['worker/inside/main.js', ['acorn']],
    ['cli/files/module-hooks.js', ['oxc-transform']],
    ['index.js', ['acorn', 'immer']],
    ['model/eresource/index.js', ['acorn', 'immer']],
    ['model/eresource/fine/index.js', ['acorn', 'immer']],
    ['model/eresource/inside/index.js', ['acorn', 'immer']],
    ['model/locks/catalogue/index.js', ['acorn', 'immer']],
    ['model/locks/specifications/index.js', ['acorn', 'immer']],
    ['parts/index.js', ['acorn', 'immer']],
    ['refine/index.js', ['acorn']],
    ['vitest/index.js', ['acorn', 'vitest']],
    ['fast-check/index.js', ['acorn', 'fast-check', 'immer']],
  ])('%s loads no package but %j', (file, expected) => {
    const packages = [...packagesOf(join(root, 'dist', file))].filter((name) => !name.startsWith('node:'))
    expect(packages.toSorted()).toEqual(expected)
  })

  test('has the code that entries share once: what a design imports is what the command knows', () => {
    const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
    const withErrors = files.filter(
      (file) =>
        file.endsWith('.js') && /\bModelError\b.* extends Error\b/.test(readFileSync(join(root, 'dist', file), 'utf8')),
    )
    expect(withErrors).toHaveLength(1)
  })
})

test('both are peers that need not be there', () => {
  const { peerDependencies, peerDependenciesMeta, exports } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  expect(Object.keys(peerDependencies)).toEqual(['fast-check', 'vitest'])
  expect(peerDependenciesMeta).toEqual({ 'fast-check': { optional: true }, vitest: { optional: true } })
  expect(Object.keys(exports)).toEqual(expect.arrayContaining(['./vitest', './fast-check']))
})
