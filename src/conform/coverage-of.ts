import type { Coverage, FileResult } from './conformance.ts'
import { allCells, type Cell } from './coverage/cells.ts'

export function coverageOf(files: readonly FileResult[]): Coverage {
  const counts = new Map<Cell, number>(allCells.map((cell) => [cell, 0]))
  for (const { sequences } of files)
    for (const { cells } of sequences) for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1)
  return Object.fromEntries(counts) as Coverage // all cells are there
}

export function missingCells(coverage: Coverage): readonly Cell[] {
  return allCells.filter((cell) => coverage[cell] === 0)
}
