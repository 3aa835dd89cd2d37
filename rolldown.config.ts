import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin, RolldownOptions } from 'rolldown'

/**
 * What package.json exports or imports, the command, and what is loaded by its path: run by another installation,
 * module-hooks by a thread of Node's.
 */
const entries = [
  'index',
  'model/eresource/index',
  'model/eresource/fine/index',
  'model/eresource/inside/index',
  'model/locks/catalogue/index',
  'model/locks/specifications/index',
  'parts/index',
  'refine/index',
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
const code: RolldownOptions = {
  input: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  platform: 'node',
  external: Object.keys({ ...dependencies, ...peerDependencies }),
  output: { dir: 'dist', cleanDir: true, chunkFileNames: 'chunks/[name].js', comments: false, keepNames: true },
}

/** The style of the page as one text, without what only its authors need. */
const styles: Plugin = {
  name: 'styles',
  generateBundle() {
    const folder = new URL('src/page/styles/', import.meta.url)
    const texts = readdirSync(folder)
      .toSorted()
      .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    this.emitFile({
      type: 'asset',
      fileName: 'page.css',
      source: texts.join('').replace(/\s*([{};,])\s*|\s+/g, (_, sign) => sign ?? ' '),
    })
  },
}

/** What a report in HTML shows itself with: one script and one style, which stand in each such file. */
const page: RolldownOptions = {
  input: 'src/page/main.tsx',
  platform: 'browser',
  tsconfig: 'src/page/tsconfig.json',
  plugins: [styles],
  output: { dir: 'dist/page', entryFileNames: 'page.js', format: 'iife', minify: true, comments: false },
}

const configs: readonly RolldownOptions[] = [code, page]

export default configs
