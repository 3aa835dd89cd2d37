import type { Page } from './style.ts'
import type { Row } from './trace-rows.ts'
import { widthOf } from './wrap.ts'

/** Where things stand in the lines of a trace, in characters from the left. */
export type Layout = {
  /** Columns of the threads, in their order. */
  readonly lanes: ReadonlyMap<string, number>
  /** Widest move; wider ones are wrapped. */
  readonly cell: number
  /** What changed; `undefined` where it stands below the move. */
  readonly effects: { readonly at: number; readonly width: number } | undefined
  readonly site: number
}

const gap = 2
const widestCell = 56
const widestEffect = 44
const narrowestEffect = 24

/**
 * A trace with a column for each thread. Side by side where the page is wide enough: moves, what changed, where. Else what changed stands below
 * its move. Columns are as narrow as they must be: a move runs over the columns to its right, in which nobody steps at that moment.
 */
export function layoutOf(rows: readonly Row[], threads: readonly string[], page: Page): Layout {
  const others = threads.length - 1
  const gutter = gap + longest(rows.map(numberText)) + gap
  const cell = Math.min(
    widestCell,
    longest(rows.flatMap(({ moves }) => moves.map(({ text }, m) => (m === 0 ? text : `+ ${text}`)))),
  )
  const site = longest(rows.flatMap(({ moves }) => moves.map((move) => page.places(move.site ?? ''))))
  const effect = Math.min(widestEffect, longest(rows.flatMap(({ effects }) => effects.map(({ text }) => text))))
  const names = longest(threads)
  const narrowest = Math.min(8, Math.max(4, names + 1))
  const room = page.width - gutter - gap - site
  const strideFor = (cellWidth: number, effectWidth: number): number =>
    others === 0 ? 0 : Math.min(Math.max(cell, names) + gap, Math.floor((room - cellWidth - effectWidth) / others))
  const place = (stride: number, cellWidth: number, effectWidth: number): Layout => {
    const end = gutter + others * stride + Math.max(cellWidth, widthOf(threads.at(-1) ?? '')) + gap
    return {
      lanes: new Map(threads.map((thread, lane) => [thread, gutter + lane * stride])),
      cell: cellWidth,
      effects: effectWidth === 0 ? undefined : { at: end, width: effectWidth },
      site: effectWidth === 0 ? end : end + effectWidth + gap,
    }
  }
  for (const width of [effect, Math.min(effect, narrowestEffect)]) {
    const stride = strideFor(cell, width + gap)
    if (stride >= narrowest || (others === 0 && cell + width + gap <= room))
      return place(stride, cell, Math.max(1, width))
  }
  const stride = Math.max(narrowest, strideFor(cell, 0))
  return place(others === 0 ? 0 : stride, Math.max(16, Math.min(cell, room - others * stride)), 0)
}

export function numberText({ first, last }: Row): string {
  return first === last ? String(first) : `${first}–${last}`
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf))
}
