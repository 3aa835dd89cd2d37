import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as parts from 'lockproof/parts'

const folder = fileURLToPath(new URL('../../src/parts/', import.meta.url))

/** A change to one place of a file of `src/parts`. */
export type Bug = { readonly file: string; readonly text: string; readonly instead: string }

/** All parts, as they would be with the bug. @throws Error where the file has that text not once: the bug would be another one, or none. */
export async function broken({ file, text, instead }: Bug): Promise<typeof parts> {
  const copy = mkdtempSync(join(tmpdir(), 'lockproof-parts-'))
  try {
    for (const name of readdirSync(folder)) {
      const source = readFileSync(folder + name, 'utf8')
      if (name === file && source.split(text).length !== 2) throw new Error(`${file} has not once: ${text}`)
      const changed = name === file ? source.replace(text, () => instead) : source
      writeFileSync(
        join(copy, name),
        changed.replaceAll(/from '\.\.\//g, () => `from '${join(folder, '..')}/`),
      )
    }
    return (await import(join(copy, 'index.ts'))) as typeof parts // a copy of it
  } finally {
    rmSync(copy, { recursive: true })
  }
}
