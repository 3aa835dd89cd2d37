import { at } from '../../errors/at.ts'
import { padEnd, padStart, widthOf } from './wrap.ts'

export type Column = {
  readonly title?: string
  readonly isRight?: boolean
  /** Marks the text of a cell after it has been given its width. */
  readonly mark?: (padded: string, row: number) => string
}

/** Rows under their titles, each column as wide as its widest cell, two spaces apart. */
export function columns(shape: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titles = shape.some(({ title }) => title !== undefined) ? [shape.map(({ title = '' }) => title)] : []
  const widths = shape.map((_, c) => Math.max(...[...titles, ...rows].map((row) => widthOf(row[c] ?? ''))))
  const line = (row: readonly string[], index: number): string =>
    shape
      .map(({ isRight, mark }, c) => {
        const text = row[c] ?? ''
        const padded =
          isRight === true ? padStart(text, at(widths, c, 'columns')) : padEnd(text, at(widths, c, 'columns'))
        return mark === undefined || index < 0 ? padded : mark(padded, index)
      })
      .join('  ')
      .trimEnd()
  return [...titles.map((row) => line(row, -1)), ...rows.map(line)]
}
