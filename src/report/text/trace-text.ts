import { existing } from '../../errors/at.ts'
import type { Trace } from '../../verdict/trace.ts'
import { asideLines, asidesOf, toldFrom } from './asides.ts'
import { lineOf, type Piece } from './line.ts'
import type { Page, Style } from './style.ts'
import { gap, layoutOf, numberText, type TraceLayout } from './trace-layout.ts'
import { type Effect, type Row, rowsOf } from './trace-rows.ts'
import { padStart, widthOf, wrap } from './wrap.ts'

const unbreakable = '\u00a0'
const longestWhole = 60

/** The table of a trace; its columns are in the order of its threads. `read`: names of objects that a violated property has looked at. */
export function traceLines(trace: Trace, page: Page, read: readonly string[] = []): string[] {
  const { cycleStart } = trace
  const { showsAll = false } = page
  const asides = asidesOf(trace, read, page)
  const steps = toldFrom(trace.steps, asides)
  const told = { asides, showsAll, initial: trace.initial }
  const rows =
    cycleStart === undefined
      ? rowsOf(steps, told)
      : [...rowsOf(steps.slice(0, cycleStart), told), ...rowsOf(steps, { ...told, start: cycleStart })]
  const ends = cycleStart === steps.length ? [ruler('it stays so for ever', page)] : []
  if (rows.length === 0) return ['  (no steps: the initial state)', ...ends]
  const layout = layoutOf(rows, columnsOf(trace), page)
  const inside = new Set<string>()
  const table = rows.flatMap((row, i) => {
    if (row.regions.length > 0) inside.add(row.thread)
    else inside.delete(row.thread)
    const before = rulersBefore(row, trace, page)
    return [...before, ...rowLines(row, before.length > 0 || rows[i - 1]?.thread !== row.thread, layout, inside, page)]
  })
  const end = ends.length === 0 ? closing(trace, page) : ends
  return [...header(layout, page.style), ...table, ...end, ...asideLines(trace, asides, page)]
}

/** Where something begins that the steps themselves do not show: what goes on for ever, or what nothing helps any more. */
function rulersBefore({ first, last }: Row, { cycleStart, doomedFrom, doomed }: Trace, page: Page): string[] {
  const isDoomed = doomedFrom !== undefined && first <= doomedFrom + 1 && doomedFrom + 1 <= last
  return [
    ...(first - 1 === cycleStart ? [ruler('for ever', page)] : []),
    ...(isDoomed ? [ruler(`from here on nothing helps ${doomed ?? 'it'}`, page)] : []),
  ]
}

function closing({ cycleStart, doomedFrom, doomed, steps }: Trace, page: Page): string[] {
  if (doomedFrom === steps.length) return [ruler(`from here on nothing helps ${doomed ?? 'it'}`, page)]
  if (cycleStart === undefined) return []
  return [ruler(cycleStart === 0 ? 'as at first' : `as after step ${cycleStart}`, page)]
}

function ruler(text: string, { width, style }: Page): string {
  return style.dim(`  ─ ${text} ${'─'.repeat(Math.max(3, Math.min(width, 80) - text.length - 5))}`)
}

/** A store buffer has one only where something of it becomes visible. */
export function columnsOf({ threads, steps }: Trace): readonly string[] {
  const shown = threads.filter(
    ({ name, serves }) => serves === undefined || steps.some(({ thread }) => thread === name),
  )
  return shown.map(({ name }) => name)
}

export function namesOf({ threads }: Trace): readonly string[] {
  return threads.map(({ name }) => name)
}

/** Names above their columns; one that reaches into the next column lets the next one stand a line below. */
function header({ lanes }: TraceLayout, style: Style): string[] {
  const lines: Piece[][] = []
  for (const [thread, at] of lanes) {
    const fits = (line: readonly Piece[]): boolean => line.every((it) => it.at + widthOf(it.text) < at)
    const piece = { at, text: thread, mark: style.bold }
    const line = lines.find(fits)
    if (line === undefined) lines.push([piece])
    else line.push(piece)
  }
  return lines.map(lineOf)
}

function rowLines(row: Row, isSwitch: boolean, layout: TraceLayout, inside: ReadonlySet<string>, page: Page): string[] {
  const { style } = page
  const lane = existing(layout.lanes.get(row.thread), `a column for ${row.thread}`)
  const guides = guidePieces(row.thread, layout, inside, style)
  const cells = row.moves.flatMap(({ text, site = '' }) =>
    wrap(together(text), layout.end - gap - lane).map((line, l) => ({
      line: line.replaceAll(unbreakable, ' '),
      site: l === 0 ? layout.placeOf(site) : '',
    })),
  )
  const effects = effectPieces(row.effects, layout, lane, page)
  const beside = layout.effects === undefined ? [] : effects
  const first = existing(layout.lanes.values().next().value, 'a column')
  const table = Array.from({ length: Math.max(cells.length, beside.length) }, (_, i) => {
    const { line = '', site = '' } = cells[i] ?? {}
    return lineOf([
      { at: 0, text: padStart(i === 0 ? numberText(row) : '', first - 2), mark: style.dim },
      ...guides,
      { at: lane, text: line === '' ? ' ' : line, ...(isSwitch ? { mark: style.bold } : {}) },
      ...(beside[i] === undefined ? [] : [beside[i]]),
      { at: layout.site, text: site, mark: style.dim },
    ]).trimEnd()
  })
  const below = layout.effects === undefined ? effects : []
  return [...table, ...below.map((piece) => lineOf([...guides, piece]))]
}

/** What comes of a call is in one line: `… waits`, `→ TRUE`. */
function together(text: string): string {
  return text.replace(/ (→|…) (\S+)$/, ` $1${unbreakable}$2`)
}

/** A line for each thread that stands still: thick while it is in a region. */
function guidePieces(stepping: string, { lanes }: TraceLayout, inside: ReadonlySet<string>, style: Style): Piece[] {
  return [...lanes]
    .filter(([thread]) => thread !== stepping)
    .map(([thread, at]) => ({ at, text: inside.has(thread) ? '┃' : '│', mark: style.dim }))
}

function effectPieces(effects: readonly Effect[], layout: TraceLayout, lane: number, page: Page): Piece[] {
  const at = layout.effects?.at ?? lane + 2
  const width = layout.effects?.width ?? Math.max(24, page.width - at)
  const shown = layout.effects === undefined ? joined(effects) : effects
  return shown.flatMap(({ kind, text }) =>
    wrap(text, width).map((line) => ({ at, text: line.replaceAll(unbreakable, ' '), mark: markOf(kind, page.style) })),
  )
}

/** All changes in one text: below a move there is room. */
function joined(effects: readonly Effect[]): readonly Effect[] {
  const changes = effects.filter(({ kind }) => kind === 'change').map(({ text }) => text)
  const others = effects.filter(({ kind }) => kind !== 'change')
  const whole = changes.map((text) => (text.length > longestWhole ? text : text.replaceAll(' ', unbreakable)))
  return changes.length === 0 ? others : [{ kind: 'change', text: whole.join(', ') }, ...others]
}

function markOf(kind: Effect['kind'], style: Style): (text: string) => string {
  switch (kind) {
    case 'change':
      return style.cyan
    case 'enters':
      return style.green
    case 'fails':
      return style.red
    case 'note':
    case 'spins':
      return style.dim
  }
}
