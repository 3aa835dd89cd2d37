import { existing } from '../../errors/at.ts'
import { fileName } from '../../verdict/site.ts'
import type { Page } from './style.ts'
import type { Row } from './trace-rows.ts'
import { widthOf, wrap } from './wrap.ts'

/** Where things stand in the lines of a trace, in characters from the left. */
export type TraceLayout = {
  /** Columns of the threads, in their order. */
  readonly lanes: ReadonlyMap<string, number>
  /** Where moves end, but for a gap, whatever column they begin in: wider ones are wrapped. */
  readonly end: number
  /** What changed; `undefined` where it stands below the move. */
  readonly effects: { readonly at: number; readonly width: number } | undefined
  readonly site: number
  /** How a place is written. */
  readonly placeOf: (site: string) => string
}

/** Between columns. */
export const gap = 2
/** Of a column: then the folders of places may stay. */
const comfortable = 12
const widestCell = 56
const widestEffect = 44
const narrowestEffect = 24
/** Of what changed, beside a move: of more nobody sees to which move it belongs. */
const mostLines = 2
const narrowestCell = 16

/**
 * A trace with a column for each thread. Side by side where the page is wide enough: moves, what changed, where. Else without the folders of
 * the places, and at last with what changed below its move. Columns are as narrow as they must be: a move runs over the columns to its right,
 * in which nobody steps at that moment.
 */
export function layoutOf(rows: readonly Row[], threads: readonly string[], page: Page): TraceLayout {
  const full: Sheet = { rows, threads, width: page.width, placeOf: page.places }
  const short: Sheet = { ...full, placeOf: (site) => fileName(page.places(site)) }
  return sideBySide(full, comfortable) ?? sideBySide(short, 0) ?? below(short)
}

type Sheet = {
  readonly rows: readonly Row[]
  readonly threads: readonly string[]
  readonly width: number
  readonly placeOf: TraceLayout['placeOf']
}

/** `undefined` where the page is too narrow for columns of at least this width, unless they are as wide as they need. */
function sideBySide(sheet: Sheet, leastStride: number): TraceLayout | undefined {
  const { cell, effect, narrowest, natural, room } = measure(sheet)
  const least = Math.min(natural, Math.max(narrowest, leastStride))
  for (const width of [effect, Math.min(effect, narrowestEffect)]) {
    const left = room - cell - width - gap
    const stride =
      sheet.threads.length === 1 ? natural : Math.min(natural, Math.floor(left / (sheet.threads.length - 1)))
    if (left >= 0 && stride >= least && fits(sheet, width)) return place(sheet, stride, cell, Math.max(1, width))
  }
  return undefined
}

function fits({ rows }: Sheet, width: number): boolean {
  return rows.every(({ effects }) => effects.every(({ text }) => wrap(text, width).length <= mostLines))
}

function below(sheet: Sheet): TraceLayout {
  const { cell, narrowest, natural, room } = measure(sheet)
  const others = sheet.threads.length - 1
  const stride = others === 0 ? 0 : Math.max(narrowest, Math.min(natural, Math.floor((room - cell) / others)))
  return place(sheet, stride, Math.max(narrowestCell, Math.min(cell, room - others * stride)), 0)
}

type Measures = {
  readonly cell: number
  readonly effect: number
  /** Of a column: fewer characters would not tell the threads apart. */
  readonly narrowest: number
  /** Of a column: nothing runs over the next one. */
  readonly natural: number
  /** For columns and effects. */
  readonly room: number
}

function measure({ rows, threads, width, placeOf }: Sheet): Measures {
  const names = longest(threads)
  const cell = Math.min(widestCell, longest(rows.flatMap(({ moves }) => moves.map(({ text }) => text))))
  const site = longest(rows.flatMap(({ moves }) => moves.map((move) => placeOf(move.site ?? ''))))
  return {
    cell,
    effect: Math.min(widestEffect, longest(rows.flatMap(({ effects }) => effects.map(({ text }) => text)))),
    narrowest: Math.min(8, Math.max(4, names + 1)),
    natural: Math.max(cell, names) + gap,
    room: width - gutterOf(rows) - gap - site,
  }
}

function place({ rows, threads, placeOf }: Sheet, stride: number, cell: number, effect: number): TraceLayout {
  const gutter = gutterOf(rows)
  const lastLane = gutter + (threads.length - 1) * stride
  const end = lastLane + Math.max(cell, widthOf(existing(threads.at(-1), 'a thread'))) + gap
  return {
    lanes: new Map(threads.map((thread, lane) => [thread, gutter + lane * stride])),
    end,
    effects: effect === 0 ? undefined : { at: end, width: effect },
    site: effect === 0 ? end : end + effect + gap,
    placeOf,
  }
}

function gutterOf(rows: readonly Row[]): number {
  return gap + longest(rows.map(numberText)) + gap
}

export function numberText({ first, last }: Row): string {
  return first === last ? String(first) : `${first}–${last}`
}

function longest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(widthOf))
}
