import { system, threadIds } from 'lockproof'
import { asThread, defaultOptions, kernel } from 'lockproof/eresource'
import { expect, test } from 'vitest'
import { textOf } from './pages.ts'

const [, routines = '', ofKernel = '', options = ''] = textOf('docs/eresource/routines.md').split('\n|---')
const [me] = threadIds(1)

test('docs/eresource/routines.md names every routine of a thread, and every option', () => {
  expect(namesIn(routines)).toEqual(Object.keys(asThread(me)).sort())
  expect(namesIn(options, 1)).toEqual(expect.arrayContaining(Object.keys(defaultOptions)))
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

/** In code, in the given column or the second one of a table. */
function namesIn(table: string, column = 2): string[] {
  const rows = table.split('\n').filter((line) => line.startsWith('| '))
  return rows
    .flatMap((row) => [...(row.split('|')[column] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
    .sort()
}
