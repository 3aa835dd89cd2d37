import { siteText } from '../../verdict/site.ts'
import type { Span, Trace } from '../../verdict/trace.ts'
import { columns } from './columns.ts'
import type { Page } from './style.ts'
import { fileName } from './trace-layout.ts'
import { widthOf } from './wrap.ts'

/** Where a thread stands at the end of a run. */
export type Standing = { readonly thread: string; readonly is: Stance }

/** A thread that is stuck may still step: it spins in vain. */
type Stance = Pick<Span, 'next' | 'nextCalls' | 'waitsOn' | 'waitsFor' | 'why' | 'site'> & {
  readonly status: Span['status'] | 'spinning'
}

/** Of each thread at what it waits and for whom, or what it does next; and the ring in which they wait, if there is one. */
export function standingLines(trace: Trace, page: Page): string[] {
  const standings = standingsOf(trace)
  if (standings.length === 0) return []
  const isTold = standings.some(({ is }) => is.waitsFor.length > 0 || is.why !== undefined)
  const { bold, red, dim } = page.style
  const mark = (text: string, row: number): string => (isStuck(standings[row]) ? red(text) : text)
  const shape = [{ mark: bold }, { mark, gives: 1 }, ...(isTold ? [{ mark: bold, gives: 1 }] : []), { mark: dim }]
  const cells = (placeOf: Page['places']) => standings.map((one) => cellsOf(one, isTold, { ...page, places: placeOf }))
  const rows = cells(page.places)
  const isWide = Math.max(...rows.map((row) => widthOf(row.join('  ')))) + 2 > page.width
  const short = (place: string): string => fileName(page.places(place))
  const fitting = isWide ? cells(short) : rows
  const ring = ringOf(standings)
  return [
    ...columns(shape, fitting, page.width - 2).map((line) => `  ${line}`),
    ...(ring === undefined ? [] : [`  they wait in a ring: ${ring.join(' → ')}`]),
  ]
}

/** A run of very many steps knows of no others than those that wait for ever. */
export function standingsOf({ threads, stuck }: Trace): readonly Standing[] {
  return threads.flatMap(({ name: thread, spans }): readonly Standing[] => {
    const last = spans?.at(-1)
    const one = stuck.find((it) => it.thread === thread)
    if (one !== undefined) {
      const status = last?.status === 'ready' ? 'spinning' : 'waiting'
      const { waitsAt: next, waitsIn, ...rest } = one
      return [{ thread, is: { ...rest, status, next, ...(waitsIn === undefined ? {} : { nextCalls: waitsIn }) } }]
    }
    return last === undefined ? [] : [{ thread, is: last }]
  })
}

/** What a choice leads to has no name of its own. */
function placeIn(next: readonly string[], calls: readonly string[] | undefined): string {
  const all = calls ?? next
  return all.length === 0 ? '' : ` ${calls === undefined ? 'at' : 'in'} ${all.join(' or ')}`
}

export function isStuck(one: Standing | undefined): boolean {
  return one?.is.status === 'waiting' || one?.is.status === 'spinning'
}

function cellsOf(standing: Standing, isTold: boolean, { places, showsAll }: Page): string[] {
  const { thread, is } = standing
  const place = is.site === undefined ? '' : places(siteText(is.site))
  return [thread, doing(is, showsAll === true ? undefined : is.nextCalls), ...(isTold ? [whom(standing)] : []), place]
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
export function doing({ status, next }: Standing['is'], calls?: readonly string[]): string {
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

/** `T0 T1 T0`, where each waits for the next: a shortest one, if there is any. */
export function ringOf(standings: readonly Standing[]): readonly string[] | undefined {
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
