import { ringOf } from '../../verdict/ring.ts'
import { fileName, siteText } from '../../verdict/site.ts'
import type { Span, Trace, TraceThread } from '../../verdict/trace.ts'
import { placeIn } from '../../verdict/wait-place.ts'
import { columns } from './columns.ts'
import type { Page } from './style.ts'
import { padEnd, widthOf } from './wrap.ts'

/** Where a thread stands at the end of a run. */
export type Standing = { readonly thread: string; readonly is: Stance } & Pick<TraceThread, 'serves'>

/** A thread that is stuck may still step: it spins in vain. */
type Stance = Pick<Span, 'next' | 'nextCalls' | 'waitsOn' | 'waitsFor' | 'why' | 'site'> & {
  readonly status: Span['status'] | 'spinning'
}

/** Of each thread at what it waits and for whom, or what it does next; and the ring in which they wait, if there is one. */
export function standingLines(trace: Trace, page: Page): string[] {
  const standings = standingsOf(trace).filter(({ serves, is }) => serves === undefined || is.status !== 'resting') // empty
  const ring = ringAmong(standings)
  return [
    ...tableLines(standings, page).map((line) => `  ${line}`),
    ...(ring === undefined ? [] : [`  ${ringText(ring)}`]),
  ]
}

/** Each waits for the next, the last for the first. */
export function ringAmong(standings: readonly Standing[]): readonly string[] | undefined {
  const waiting = standings.filter(({ is }) => is.status === 'waiting')
  return ringOf(new Map(waiting.map(({ thread, is }) => [thread, is.waitsFor])))
}

function ringText(ring: readonly string[]): string {
  return ring.length === 2 ? `a ring of one: ${ring[0]} waits for itself` : `they wait in a ring: ${ring.join(' → ')}`
}

/** A line each where the page is wide enough, or is without the folders of places; else for whom a thread waits stands below. */
function tableLines(standings: readonly Standing[], page: Page): string[] {
  const short: Page = { ...page, places: (place) => fileName(page.places(place)) }
  const width = page.width - 2
  const fits = (rows: readonly TableRow[]): boolean =>
    columns([{}, {}, {}], rows.map(cellsOf)).every((line) => widthOf(line) <= width)
  const rows = [inOneLine(standings, page), inOneLine(standings, short)].find(fits) ?? inTwoLines(standings, short)
  const { bold, dim } = page.style
  const mark = (text: string, row: number): string => rows[row]?.mark(text) ?? text
  return columns([{ mark: bold }, { mark, gives: 1 }, { mark: dim }], rows.map(cellsOf), width)
}

/** A thread, what is told of it, where it is. */
type TableRow = {
  readonly cells: readonly [thread: string, text: string, place: string]
  readonly mark: (text: string) => string
}

function cellsOf({ cells }: TableRow): readonly string[] {
  return cells
}

function inOneLine(standings: readonly Standing[], page: Page): readonly TableRow[] {
  const column = Math.max(0, ...standings.map((one) => widthOf(doing(one, page))))
  return standings.map((one) => ({
    cells: [one.thread, `${padEnd(doing(one, page), column)}  ${whom(one)}`.trimEnd(), placeOf(one, page)],
    mark: (text) => markOf(one, page)(text.slice(0, column)) + page.style.bold(text.slice(column)),
  }))
}

function inTwoLines(standings: readonly Standing[], page: Page): readonly TableRow[] {
  return standings.flatMap((one): readonly TableRow[] => [
    { cells: [one.thread, doing(one, page), placeOf(one, page)], mark: markOf(one, page) },
    ...(whom(one) === '' ? [] : [{ cells: ['', whom(one), ''] as const, mark: page.style.bold }]),
  ])
}

/** A run of very many steps knows of no others than those that wait for ever. */
export function standingsOf({ threads, stuck }: Trace): readonly Standing[] {
  return threads.flatMap(({ name: thread, serves, spans }): readonly Standing[] => {
    const last = spans?.at(-1)
    const one = stuck.find((it) => it.thread === thread)
    if (one !== undefined) {
      const status = last?.status === 'ready' ? 'spinning' : 'waiting'
      const { waitsAt: next, waitsIn, ...rest } = one
      return [{ thread, is: { ...rest, status, next, ...(waitsIn === undefined ? {} : { nextCalls: waitsIn }) } }]
    }
    return last === undefined ? [] : [{ thread, is: last, ...(serves === undefined ? {} : { serves }) }]
  })
}

function markOf({ is: { status } }: Standing, { style }: Page): (text: string) => string {
  return isStuck(status) ? style.red : (text) => text
}

/** For ever, in one way or the other. */
export function isStuck(status: Standing['is']['status']): boolean {
  return status === 'waiting' || status === 'spinning'
}

function placeOf({ is: { site } }: Standing, { places }: Page): string {
  return site === undefined ? '' : places(siteText(site))
}

/** `for T1: owns it shared`; for several of whom the same is to be said, `for T1, T2: each owns it shared`. */
export function whom({ thread: me, is: { waitsFor, why } }: Standing): string {
  const name = (thread: string): string => (thread === me ? 'itself' : thread)
  if (why === undefined) return waitsFor.length === 0 ? '' : `for ${waitsFor.map(name).join(', ')}`
  const reasons = new Map<string, Set<string>>()
  for (const { thread, why: reason = '' } of why) {
    const those = reasons.get(reason) ?? new Set()
    reasons.set(reason, thread === undefined ? those : those.add(name(thread)))
  }
  return [...reasons].map(([reason, those]) => forWhom([...those], reason)).join('; ')
}

function forWhom(those: readonly string[], reason: string): string {
  if (those.length === 0) return reason
  const said = reason === '' ? '' : `: ${those.length > 1 ? 'each ' : ''}${reason}`
  return `for ${those.join(', ')}${said}`
}

/** What it does next, or at what it waits. */
export function doing(
  { serves, is: { status, next, nextCalls } }: Standing,
  { showsAll }: Pick<Page, 'showsAll'> = {},
): string {
  if (serves !== undefined) return status === 'resting' ? 'is empty' : `has stores of ${serves} to make visible`
  const calls = showsAll === true ? undefined : nextCalls
  switch (status) {
    case 'waiting':
      return `waits${placeIn(next, calls)}`
    case 'spinning':
      return `spins${placeIn(next, calls)}, in vain`
    case 'ready':
      return next.length === 0 ? 'goes on' : `goes on with ${(calls ?? next).join(' or ')}`
    case 'resting':
      return `may stay${placeIn(next, calls)}`
    case 'ended':
      return 'has ended'
    case 'failed':
      return 'has failed'
  }
}
