import { at } from '../../../errors/at.ts'
import type { ThreadDeclaration } from '../../protocol/design.ts'
import type { MemoryModel } from '../../protocol/orders.ts'
import { pendingStores } from '../buffers.ts'
import type { Words } from '../machine.ts'
import { messagesOf, oldestFor, plainValue } from '../views/messages.ts'
import type { MemoryCells } from './cells.ts'
import { isPacked, unpacked } from './packed.ts'

/**
 * Memory as people read it: each cell with its value, or all values that somebody may still read, oldest first; then what each thread has stored and
 * others do not see, or what it may still read that is not the last.
 */
export function shownBy(
  model: MemoryModel,
  cells: MemoryCells,
  threads: readonly ThreadDeclaration[],
): (value: unknown) => unknown {
  const size = cells.size(threads.length)
  const shown = model === 'cpp20' ? viewsShown : buffersShown
  return (value) => (isPacked(value) ? shown({ words: unpacked(value), size, cells, threads }) : undefined)
}

type Shown = {
  readonly words: Words
  readonly size: ReturnType<MemoryCells['size']>
  readonly cells: MemoryCells
  readonly threads: readonly ThreadDeclaration[]
}

function viewsShown({ words, size, cells, threads }: Shown): Record<string, unknown> {
  const lists = cells.atomic.map((cell) => messagesOf(size, words, cell.index).map((value) => cell.values[value]))
  const shown: Record<string, unknown> = {}
  cells.atomic.forEach(({ declared }, i) => {
    const list = at(lists, i)
    shown[declared.name] = list.length === 1 ? list[0] : list
  })
  cells.plain.forEach(({ declared, values, index }) => {
    shown[declared.name] = values[plainValue(size, words, index)]
  })
  threads.forEach(({ name }, thread) => {
    const behind = cells.atomic.flatMap((cell, i) => {
      const list = at(lists, i).slice(oldestFor(size, words, thread, cell.index))
      return list.length > 1 ? [[cell.declared.name, list] as const] : []
    })
    if (behind.length > 0) shown[`${name} may read`] = Object.fromEntries(behind)
  })
  return shown
}

function buffersShown({ words, size, cells, threads }: Shown): Record<string, unknown> {
  const { all } = cells
  const shown: Record<string, unknown> = {}
  for (const cell of [...cells.atomic, ...cells.plain])
    shown[cell.declared.name] = cell.values[at(words, cells.placeOf(cell))]
  threads.forEach(({ name }, thread) => {
    const stores = pendingStores(size, words, thread).map((entry) => {
      if (entry === 'barrier') return entry
      const cell = at(all, entry.cell)
      return { [cell.declared.name]: cell.values[entry.value] }
    })
    if (stores.length > 0) shown[`${name} has stored`] = stores
  })
  return shown
}
