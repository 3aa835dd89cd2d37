import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
/** The one of vitest is one type and what it exports by the way. */
const entries = [
  'index',
  'parts/index',
  'refine/index',
  'model/locks/specifications/index',
  'fast-check/index',
  'model/eresource/index',
]

/** Each name that a door gives away, and the file that it comes from. */
function given(file: string): readonly (readonly [name: string, from: string])[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '(\.[^']*)'/gm)].flatMap(([, names = '', from = '']) =>
    names
      .split(',')
      .map((name) => name.replace(/\btype /, '').trim())
      .filter((name) => name !== '')
      .map((name) => [name.replace(/ as .*/, ''), join(dirname(file), from)] as const),
  )
}

/** Whether an editor has something to say of it. */
function isExplained(name: string, file: string): boolean {
  const text = readFileSync(file, 'utf8')
  const declared = new RegExp(
    String.raw`^export (?:declare )?(?:abstract )?(?:type|const|function\*?|class|interface) ${name}\b`,
    'm',
  )
  const at = text.search(declared)
  if (at >= 0) return /\*\/(?:\n\/\/ .*)*$/.test(text.slice(0, at).trimEnd()) // lint may be told something between
  const passed = given(file).find(([other]) => other === name)
  return passed !== undefined && isExplained(...passed)
}

test.each(entries)('%s: every public name has a text for the editor', (entry) => {
  const names = given(join(src, `${entry}.ts`))
  expect(names.length).toBeGreaterThan(3)
  expect(names.filter(([name, file]) => !isExplained(name, file)).map(([name]) => name)).toEqual([])
})
