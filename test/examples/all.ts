import { readdirSync } from 'node:fs'
import type { System } from 'lockproof'
import { catalogueOf } from '../../src/catalogue/catalogue.ts'

const root = new URL('../../', import.meta.url)
const folders = [
  'bench/models/',
  'examples/',
  'examples/bugs/',
  'examples/eresource/',
  'examples/language/',
  'examples/cookbook/',
  'examples/parts/',
  'examples/refinement/',
  'examples/waiting/',
]
const files = folders.flatMap((folder) =>
  readdirSync(new URL(folder, root)).flatMap((name) => (name.endsWith('.ts') ? [folder + name] : [])),
)
const loaded = await Promise.all(files.map(async (file) => ({ file, exports: await import(new URL(file, root).href) })))

/** Whatever the repository exports, each with its file and name. */
export const models: readonly (readonly [name: string, system: System])[] = catalogueOf(loaded).map(
  ({ file, exportName, system }) => [`${file} ${exportName}`, system] as const,
)
