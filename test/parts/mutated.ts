import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Parts from 'lockproof/parts'

const source = fileURLToPath(new URL('../../src/parts/', import.meta.url))
const language = fileURLToPath(new URL('../../src/model/language/index.ts', import.meta.url)).replaceAll('\\', '/')

/** A change of one place in the text of a part. */
export type Change = { readonly file: string; readonly from: string; readonly to: string }

/** The parts as they would be with the change. */
export async function mutated({ file, from, to }: Change): Promise<typeof Parts> {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-mutant-'))
  try {
    for (const name of readdirSync(source)) {
      const text = readFileSync(join(source, name), 'utf8')
      const changed = name === file ? replacedOnce(text, from, to) : text
      writeFileSync(join(folder, name), changed.replaceAll("'../model/language/index.ts'", `'${language}'`))
    }
    return (await import(pathToFileURL(join(folder, 'index.ts')).href)) as typeof Parts // the same exports
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function replacedOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`expected ${JSON.stringify(from)} once, saw it ${text.split(from).length - 1} times`)
  return before + to + after
}
