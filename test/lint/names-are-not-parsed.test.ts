import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const root = new URL('../../src/', import.meta.url)

/** Places where something is read out of a label, which is made for people: operations and frames say what they are by their fields. */
function readingLabels(source: string): string[] {
  const method =
    /\blabel\??\.(?:replace|replaceAll|split|slice|substring|match|matchAll|search|startsWith|endsWith|includes|indexOf)\(/g
  const expression = /\/[dgimsuvy]*\.(?:test|exec)\([^()]*\blabel\b/g
  return [...(source.match(method) ?? []), ...(source.match(expression) ?? [])]
}

describe('no name is parsed out of a label', () => {
  test('in any file', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    const found = files.flatMap((file) =>
      readingLabels(readFileSync(new URL(file, root), 'utf8')).map((text) => `${file}: ${text}`),
    )
    expect(found).toEqual([])
  })

  test('seen where it is', () => {
    const source = `const a = table.label.replace(/x/, ''), b = /\\.try/i.test(name.label), c = step.label.split('.')`
    expect(readingLabels(source)).toHaveLength(3)
  })
})
