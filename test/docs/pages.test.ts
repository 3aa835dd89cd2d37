import { describe, expect, test } from 'vitest'
import { lockproof } from '../cli/command.ts'
import { blocksOf, unmarked, withTexts } from './blocks.ts'
import { pages, root, textOf } from './pages.ts'
import { isPart, shownNow } from './shown.ts'

describe.each(pages)('%s', (path) => {
  test('shows files as they are and prints as they come', async () => {
    const page = textOf(path)
    const blocks = blocksOf(page)
    const texts: string[] = []
    for (const block of blocks) texts.push(await shownNow(block))
    await expect(withTexts(page, blocks, texts)).toMatchFileSnapshot(root + path) // vitest run -u writes it anew
  }, 120_000)

  test('says of each block what it shows', () => {
    expect(unmarked(textOf(path))).toEqual([])
  })

  test('shows no table that was cut: where, depends on the times in its last column', () => {
    const runs = blocksOf(textOf(path)).filter(({ shows }) => shows === 'run')
    expect(runs.flatMap(({ text }) => text.match(/^[✓✗!?] {2}.*….*$/gm) ?? [])).toEqual([])
  })
})

describe('what the pages show of TypeScript', () => {
  const shown = pages.flatMap((path) => blocksOf(textOf(path)).filter(({ language }) => language === 'ts'))
  const files = new Set(shown.flatMap(({ shows, of }) => (shows === 'file' || shows === 'part' ? [of] : [])))

  test('is of files that the compiler reads', () => {
    expect([...files].filter((file) => !/^(?:examples|test)\/.*\.ts$/.test(file))).toEqual([])
  })

  test('are designs with systems, or tests', async () => {
    const designs = [...files].filter((file) => !/\.test\.ts$|^examples\/ci\//.test(file))
    const { stderr, exitCode } = await lockproof(['list', ...designs], { cwd: root })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  }, 120_000)
})

describe('a block', () => {
  const block = (marker: string) => `${marker}\`\`\`ts\nlet x\n\`\`\`\n`

  test('is refused without a word of what it shows', () => {
    expect(unmarked(block(''))).toEqual(['line 1: ts'])
    expect(unmarked(block('<!-- run it -->\n\n'))).toEqual(['line 3: ts'])
    expect(unmarked(block('<!-- not run -->\n\n'))).toEqual(['line 3: ts']) // and why not?
    expect(unmarked(block('<!-- not run: installs -->\n\n'))).toEqual([])
    expect(unmarked(block('<!-- file: a.ts -->\n\n'))).toEqual([])
  })

  test('is refused where it is hidden in a list', () => {
    expect(unmarked('* a\n\n  ```ts\n  let x\n  ```\n')).toEqual(['2 fences, 0 blocks'])
  })

  test('may be a part of a file, at another indentation', () => {
    const file = 'a\n  b {\n    c\n\n  }\nd\n'
    expect(isPart('b {\n  c\n\n}\n', file)).toBe(true)
    expect(isPart('b {\n  // …\n}\nd\n', file)).toBe(false)
    expect(isPart('b {\n  // …\n  }\nd\n', file)).toBe(true)
    expect(isPart('d\n// …\na\n', file)).toBe(false)
    expect(isPart('c\n}\n', file)).toBe(false)
  })
})
