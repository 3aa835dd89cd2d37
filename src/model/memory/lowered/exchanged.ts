import type { ThreadDeclaration } from '../../protocol/design.ts'
import { encode } from '../../values/encode.ts'
import type { ThreadId } from '../../values/thread-id.ts'
import { exchange, type Renaming } from '../views/exchange.ts'
import { shapeOf } from '../views/shape.ts'
import type { MemoryCell, MemoryCells } from './cells.ts'
import { packed, unpacked } from './packed.ts'

/** A state of memory with two threads exchanged: it holds places, where other values hold names. As all images, a guess that a proof compares. */
export function exchangedBy(
  cells: MemoryCells,
  threads: readonly ThreadDeclaration[],
): (value: unknown, a: ThreadId, b: ThreadId) => unknown {
  const shape = shapeOf(cells.size(threads.length))
  const known = new Map<ThreadId, Map<ThreadId, Renaming>>()
  return (value, a, b) => {
    const ofFirst = known.get(a) ?? new Map<ThreadId, Renaming>()
    known.set(a, ofFirst)
    const by = ofFirst.get(b) ?? renaming(cells, threads, a, b)
    ofFirst.set(b, by)
    return packed(exchange(shape, unpacked(value), by))
  }
}

function renaming(cells: MemoryCells, threads: readonly ThreadDeclaration[], a: ThreadId, b: ThreadId): Renaming {
  const named = (value: unknown): unknown => (value === a ? b : value === b ? a : value)
  const places = (of: readonly MemoryCell[]): number[] => of.map((cell) => placeOf(of, cell, named))
  const ids = threads.map(({ id }) => id)
  return {
    threads: ids.map((id) => ids.indexOf(named(id) as ThreadId)), // an id for an id
    cells: places(cells.atomic),
    plains: places(cells.plain),
    value: valuesOf(cells.atomic, named),
    plainValue: valuesOf(cells.plain, named),
  }
}

/** A cell of a row goes with its key. */
function placeOf(
  all: readonly MemoryCell[],
  { declared, index }: MemoryCell,
  named: (key: unknown) => unknown,
): number {
  const { row } = declared
  if (row === undefined || named(row.key) === row.key) return index
  const image = all.find((other) => other.declared.row?.name === row.name && other.declared.row.key === named(row.key))
  return image?.index ?? index
}

/** Of a value that its cell has not, the value itself, which no proof lets pass. */
function valuesOf(
  all: readonly MemoryCell[],
  named: (value: unknown) => unknown,
): (cell: number, value: number) => number {
  const images = all.map((cell) =>
    cell.values.map((value, i) => cell.numbers.get(encode(named(value), cell.declared.name)) ?? i),
  )
  return (cell, value) => images[cell]?.[value] as number // of a value of the cell
}
