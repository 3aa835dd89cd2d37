import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

test('docs/errors.md explains every code, in order, and no other', () => {
  const sources = ['src/errors/model-error.ts', 'src/errors/usage-error.ts'].map(textOf).join('\n')
  const codes = [...sources.matchAll(/\| '([MU]\d{3})'/g)].map(([, code]) => code)
  const headings = [...textOf('docs/errors.md').matchAll(/^### ([MU]\d{3}): /gm)].map(([, code]) => code)
  expect(headings).toEqual(codes)
})
