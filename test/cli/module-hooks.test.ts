import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lockproof } from './command.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'lockproof-imports-'))

/** Each says which file it is. `npm init` writes the package.json: its JavaScript is CommonJS, its designs are ES modules all the same. */
const files = {
  'package.json': '{ "private": true, "type": "commonjs" }',
  'source.ts': "export const name: string = 'source.ts'",
  'built.ts': "export const name: string = 'built.ts'",
  'built.js': "exports.name = 'built.js'",
  'module.mts': "export const name: string = 'module.mts'",
  'component.tsx': "export const name: string = 'component.tsx'",
  'dotted.name.ts': "export const name: string = 'dotted.name.ts'",
  'folder/index.ts': "export { name } from './inner'",
  'folder/inner.ts': "export const name: string = 'folder/inner.ts'",
  'script.js': "exports.name = 'script.js'",
  'modern.js': "export const name = 'modern.js'",
  'by-script.mjs': "export { name } from './built.js'",
  'data.json': '{ "name": "data.json" }',
  'link.ts': "export { name } from './source.js?again'",
  'old.cts': "export = { name: 'old.cts' }",
  'wrong.ts': '// ä 𝔸\nexport const name = /* ö */ = 1',
  'node_modules/packaged/package.json': '{ "name": "packaged", "main": "./index.ts" }',
  'node_modules/packaged/index.ts': "export const name: string = 'packaged/index.ts'",
}

const design = (imported: string): string => `import { system } from 'lockproof'
import ${imported}

export const it = system(String(name), ({ thread }) => {
  thread('P', function* () {})
})
`

async function list(imported: string): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
  writeFileSync(join(folder, 'design.ts'), design(imported))
  return await lockproof(['list', 'design.ts'], { cwd: folder })
}

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), `${text}\n`)
  }
  symlinkSync(root, join(folder, 'node_modules/lockproof'), 'junction')
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('an import of a design means the file that TypeScript takes it for', () => {
  test.each([
    ["{ name } from './source.ts'", 'source.ts'],
    ["{ name } from './source'", 'source.ts'],
    ["{ name } from './source.js'", 'source.ts'],
    ["{ name } from './link'", 'source.ts'],
    ["{ name } from './built'", 'built.ts'],
    ["{ name } from './built.js'", 'built.ts'],
    ["{ name } from './by-script.mjs'", 'built.js'],
    ["{ name } from './module.mjs'", 'module.mts'],
    ["{ name } from './module'", 'module.mts'],
    ["{ name } from './component.jsx'", 'component.tsx'],
    ["{ name } from './dotted.name'", 'dotted.name.ts'],
    ["{ name } from './folder'", 'folder/inner.ts'],
    ["{ name } from './folder/'", 'folder/inner.ts'],
    ["{ name } from './script'", 'script.js'],
    ["{ name } from './modern'", 'modern.js'],
    ["data from './data.json'; const { name } = data", 'data.json'],
    ["data from './data.json' with { type: 'json' }; const { name } = data", 'data.json'],
    ["{ name } from 'packaged'", 'packaged/index.ts'],
    ["{ createRequire } from 'node:module'; const { name } = createRequire(import.meta.url)('./script')", 'script.js'],
  ])('%s', async (imported, file) => {
    const { exitCode, stdout, stderr } = await list(imported)
    expect(stderr).toBe('')
    expect(stdout).toMatch(new RegExp(`^  ${file.replaceAll('.', '\\.')} +it +verified$`, 'm'))
    expect(exitCode).toBe(0)
  })
})

describe('one clear error', () => {
  test.each([
    [
      'for a file that is not there',
      "{ name } from './nowhere'",
      "Cannot find module 'nowhere' imported from design.ts. Check the import.",
    ],
    [
      'for a folder without an index',
      "{ name } from './node_modules/'",
      "Directory import 'node_modules/' is not supported resolving ES modules imported from design.ts. Check the import.",
    ],
    [
      'for an import of what a package keeps to itself',
      "{ name } from 'lockproof/cli'",
      `Package subpath './cli' is not defined by "exports" in node_modules/lockproof/package.json imported from design.ts. Check the import.`,
    ],
    [
      'for CommonJS in TypeScript',
      "{ name } from './old.cts'",
      'old.cts is a CommonJS file by its name: expected an ES module. Rename it to old.mts.',
    ],
    [
      'with line and column, where an imported file does not compile',
      "{ name } from './wrong'",
      'wrong.ts:2:29: Unexpected token. The file does not compile: expected TypeScript.',
    ],
  ])('%s', async (_, imported, message) => {
    expect(await list(imported)).toEqual({ exitCode: 2, stdout: '', stderr: `error U002: ${message}\n` })
  })
})
