import { readFileSync } from 'node:fs'
import type { RolldownOptions } from 'rolldown'

/**
 * What package.json exports or imports, the command, and what is loaded by its path: run by another installation,
 * module-hooks by a thread of Node's.
 */
const entries = [
  'index',
  'model/eresource/index',
  'model/locks/catalogue/index',
  'parts/index',
  'vitest/index',
  'fast-check/index',
  'cli/main',
  'cli/run',
  'worker/inside/main',
  'cli/files/module-hooks',
]

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(new URL('package.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, string>> // our own file

/** The JavaScript of dist in few files, for a start reads each: what several entries share stands in a chunk, hence is there once. */
const config: RolldownOptions = {
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  platform: 'node',
  external: Object.keys({ ...dependencies, ...peerDependencies }),
  output: { dir: 'dist', cleanDir: true, chunkFileNames: 'chunks/[name].js', comments: false, keepNames: true },
}

export default config
