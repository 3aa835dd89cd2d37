import { at } from '../../errors/at.ts'
import { cut, padEnd, padStart, widthOf, wrap } from './wrap.ts'

export type Column = {
  readonly title?: string
  readonly isRight?: boolean
  /** Marks the text of a cell after it has been given its width. */
  readonly mark?: (padded: string, row: number) => string
  /** How readily it gives way where the page is too narrow; not at all unless given. */
  readonly gives?: number
  /** How narrow it may get then. */
  readonly least?: number
  /** Where the page is as wide as need be: a few texts wider than that do not widen it, and run over what follows in their line. */
  readonly most?: number
  /** Then its texts are cut; else they go on in the next line. */
  readonly isCut?: boolean
}

type Row = readonly string[]

const between = 2
const narrowest = 10

/** Rows under their titles, each column as wide as its widest cell, or as the page allows, two spaces apart. */
export function columns(
  shape: readonly Column[],
  rows: readonly Row[],
  width: number = Number.POSITIVE_INFINITY,
): string[] {
  const { head, body } = table(shape, rows, width)
  return [...head, ...body.flat()]
}

/** The lines of the titles, and those of each row. */
export function table(
  columns: readonly Column[],
  rows: readonly Row[],
  width: number,
): { readonly head: readonly string[]; readonly body: readonly (readonly string[])[] } {
  const shape = width === Number.POSITIVE_INFINITY ? columns : columns.map(({ most: _, ...column }) => column)
  const titles = shape.some(({ title }) => title !== undefined) ? [shape.map(({ title = '' }) => title)] : []
  const widths = widthsWithin(width, shape, [...titles, ...rows])
  return {
    head: titles.flatMap((row) => linesOf(shape, row, -1, widths)),
    body: rows.map((row, index) => linesOf(shape, row, index, widths)),
  }
}

/** One line, or more where a text goes on. */
function linesOf(shape: readonly Column[], row: Row, index: number, widths: readonly number[]): string[] {
  const cells = shape.map(({ isCut, most }, c) => {
    const [text, width] = [row[c] ?? '', at(widths, c, 'columns')]
    if (most !== undefined) return [text]
    return isCut === true ? [cut(text, width)] : wrap(text, width, 1)
  })
  return Array.from({ length: Math.max(1, ...cells.map(({ length }) => length)) }, (_, line) =>
    shape
      .map(({ isRight, mark }, c) => {
        const pad = isRight === true ? padStart : padEnd
        const padded = pad(cells[c]?.[line] ?? '', at(widths, c, 'columns'))
        return mark === undefined || index < 0 ? padded : mark(padded, index)
      })
      .join(' '.repeat(between))
      .trimEnd(),
  )
}

/** The width of each column; where the page is too narrow, the widest texts give way first. */
function widthsWithin(width: number, shape: readonly Column[], rows: readonly Row[]): number[] {
  const widths = shape.map(({ most = Number.POSITIVE_INFINITY }, c) =>
    Math.min(most, Math.max(0, ...rows.map((row) => widthOf(row[c] ?? '')))),
  )
  const total = (): number => widths.reduce((sum, one) => sum + one + between, -between)
  while (total() > width) {
    const weights = shape.map(({ gives = 0, least = narrowest }, c) => {
      const one = at(widths, c, 'columns')
      return one > least ? gives * one : 0
    })
    const heaviest = Math.max(...weights)
    if (heaviest === 0) break
    const column = weights.indexOf(heaviest)
    widths[column] = at(widths, column, 'columns') - 1
  }
  return widths
}
