import { siteText } from '../../verdict/site.ts'
import type { Span, Trace } from '../../verdict/trace.ts'
import { columns } from './columns.ts'
import type { Page } from './style.ts'
import { fileName } from './trace-layout.ts'
import { widthOf } from './wrap.ts'

/** Where a thread stands at the end of a run. */
type Standing = { readonly thread: string; readonly is: Stance }

/** A thread that is stuck may still step: it spins in vain. */
type Stance = Pick<Span, 'next' | 'waitsFor' | 'site'> & { readonly status: Span['status'] | 'spinning' }

/** Of each thread at what it waits and for whom, or what it does next; and the ring in which they wait, if there is one. */
export function standingLines(trace: Trace, page: Page): string[] {
  const standings = standingsOf(trace)
  if (standings.length === 0) return []
  const isTold = standings.some(({ is }) => is.waitsFor.length > 0)
  const { bold, red, dim } = page.style
  const mark = (text: string, row: number): string => (isStuck(standings[row]) ? red(text) : text)
  const shape = [{ mark: bold }, { mark, gives: 1 }, ...(isTold ? [{ mark: bold, gives: 1 }] : []), { mark: dim }]
  const rows = standings.map((one) => cellsOf(one, isTold, page.places))
  const isWide = Math.max(...rows.map((row) => widthOf(row.join('  ')))) + 2 > page.width
  const short = (place: string): string => fileName(page.places(place))
  const fitting = isWide ? standings.map((one) => cellsOf(one, isTold, short)) : rows
  const ring = ringOf(standings)
  return [
    ...columns(shape, fitting, page.width - 2).map((line) => `  ${line}`),
    ...(ring === undefined ? [] : [`  they wait in a ring: ${ring.join(' → ')}`]),
  ]
}

/** A run of very many steps knows of no others than those that wait for ever. */
function standingsOf({ threads, stuck }: Trace): readonly Standing[] {
  return threads.flatMap(({ name: thread, spans }): readonly Standing[] => {
    const last = spans?.at(-1)
    const one = stuck.find((it) => it.thread === thread)
    if (one !== undefined) {
      const status = last?.status === 'ready' ? 'spinning' : 'waiting'
      return [{ thread, is: { ...one, status, next: one.waitsAt } }]
    }
    return last === undefined ? [] : [{ thread, is: last }]
  })
}

/** What a choice leads to has no name of its own. */
function placeIn(next: readonly string[]): string {
  return next.length === 0 ? '' : ` at ${next.join(' or ')}`
}

function isStuck(one: Standing | undefined): boolean {
  return one?.is.status === 'waiting' || one?.is.status === 'spinning'
}

function cellsOf({ thread, is }: Standing, isTold: boolean, placeOf: Page['places']): string[] {
  const whom = is.waitsFor.length === 0 ? '' : `for ${is.waitsFor.join(', ')}`
  const place = is.site === undefined ? '' : placeOf(siteText(is.site))
  return [thread, doing(is), ...(isTold ? [whom] : []), place]
}

function doing({ status, next }: Standing['is']): string {
  switch (status) {
    case 'waiting':
      return `waits${placeIn(next)}`
    case 'spinning':
      return `spins${placeIn(next)}, in vain`
    case 'ready':
      return next.length === 0 ? 'goes on' : `goes on with ${next.join(' or ')}`
    case 'resting':
      return `may stay at ${next.join(' or ')}`
    case 'ended':
      return 'has ended'
    case 'failed':
      return 'has failed'
  }
}

/** `T0 T1 T0`, where each waits for the next: a shortest one, if there is any. */
function ringOf(standings: readonly Standing[]): readonly string[] | undefined {
  const waiting = standings.filter(({ is }) => is.status === 'waiting')
  const waitsFor = new Map(waiting.map(({ thread, is }) => [thread, is.waitsFor]))
  const rings = waiting.flatMap(({ thread }) => ringFrom(thread, waitsFor))
  return rings.toSorted((a, b) => a.length - b.length)[0]
}

/** The shortest way back, or none. */
function ringFrom(start: string, waitsFor: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [[start]]
  const seen = new Set<string>()
  for (const path of paths) {
    for (const next of waitsFor.get(path.at(-1) ?? start) ?? []) {
      if (next === start) return [[...path, next]]
      if (!seen.has(next)) paths.push([...path, next])
      seen.add(next)
    }
  }
  return []
}
