import { existsSync } from 'node:fs'
import { join } from 'node:path/posix'
import { describe, expect, test } from 'vitest'
import { blocksOf, withTexts } from './blocks.ts'
import { linksOf, pages, root, textOf } from './pages.ts'

describe.each(pages)('%s', (path) => {
  test('links to what is there', () => {
    const broken = linksOf(path).filter(({ file, anchor }) => !existsSync(root + file) || !hasAnchor(file, anchor))
    expect(broken).toEqual([])
  })
})

// errors.md and the glossary are as they were
test.each(pages.filter((path) => !/^docs\/(?:errors|glossary)/.test(path)))(
  '%s is at most 120 columns wide',
  (path) => {
    const page = textOf(path)
    const blocks = blocksOf(page)
    const prose = withTexts(
      page,
      blocks,
      blocks.map(() => ''),
    )
    expect(prose.split('\n').filter((line) => line.length > 120 && !line.startsWith('|'))).toEqual([])
  },
)

test('every page of docs can be reached from README.md, and from docs/README.md', () => {
  for (const start of ['README.md', 'docs/README.md']) {
    const reached = new Set<string>()
    const visit = (path: string): void => {
      if (reached.has(path) || !path.endsWith('.md')) return
      reached.add(path)
      for (const { file } of linksOf(path)) visit(file)
    }
    visit(start)
    const packed = pages.filter((path) => /^docs\/(?!adr|internals)/.test(path))
    expect(packed.filter((path) => !reached.has(path))).toEqual([])
  }
})

/** As the forges make them of headings. */
function hasAnchor(file: string, anchor: string): boolean {
  if (anchor === '') return true
  const headings = textOf(join(file)).match(/^#+ .*/gm) ?? []
  return headings.some(
    (heading) =>
      heading
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-') === anchor,
  )
}
