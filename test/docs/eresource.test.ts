import { system, threadIds } from 'lockproof'
import { asThread, kernel } from 'lockproof/eresource'
import { expect, test } from 'vitest'
import { defaultOptions, nonPromises, promises } from '#eresource'
import { textOf } from './pages.ts'

const [, routines = '', ofKernel = '', options = ''] = textOf('docs/eresource/routines.md').split('\n|---')
const [me] = threadIds(1)

test('docs/eresource/routines.md names every routine of a thread, and every option', () => {
  expect(namesIn(routines)).toEqual(Object.keys(asThread(me)).sort())
  const { rules: _, ...published } = defaultOptions
  expect(namesIn(options, 1)).toEqual(expect.arrayContaining(Object.keys(published)))
})

test('and every routine that a kernel adds', () => {
  const added = new Set<string>()
  system('names', (tools) => {
    const routine = kernel(tools, { threads: [me] }).asThread(me)
    for (const name of Object.keys(routine)) if (!(name in asThread(me))) added.add(name)
    tools.thread(me, () => routine.KeEnterCriticalRegion())
  }).build()
  expect(namesIn(ofKernel)).toEqual([...added].sort())
})

test('docs/eresource/promises.md says each claim, and what shows it', () => {
  const rows = ({ id, claim, shownBy }: (typeof promises)[number]): string => `| ${id} | ${claim} | ${shownBy} |`
  const [, kept = '', others = ''] = textOf('docs/eresource/promises.md').split('|---|---|---|\n')
  const rowsOf = (table: string) => table.split('\n').filter((line) => line.startsWith('| '))
  expect(rowsOf(kept).slice(0, promises.length)).toEqual(promises.map(rows))
  expect(rowsOf(others)).toEqual(nonPromises.map(rows))
})

/** In code, in the given column or the second one of a table. */
function namesIn(table: string, column = 2): string[] {
  const rows = table.split('\n').filter((line) => line.startsWith('| '))
  return rows
    .flatMap((row) => [...(row.split('|')[column] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
    .sort()
}
