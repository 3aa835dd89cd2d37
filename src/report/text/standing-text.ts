import { siteText } from '../../verdict/site.ts'
import type { StuckThread } from '../../verdict/trace.ts'
import { columns } from './columns.ts'
import type { Page } from './style.ts'
import { fileName } from './trace-layout.ts'
import { widthOf } from './wrap.ts'

/** Who waits for ever, at what, for whom; and the ring in which they wait, if there is one. */
export function stuckLines(stuck: readonly StuckThread[], page: Page): string[] {
  if (stuck.length === 0) return []
  const isTold = stuck.some(({ waitsFor }) => waitsFor.length > 0)
  const { bold, red, dim } = page.style
  const shape = [{ mark: bold }, { mark: red }, ...(isTold ? [{ mark: bold }] : []), { mark: dim }]
  const rows = stuck.map((one) => cellsOf(one, isTold, page.places))
  const isWide = Math.max(...rows.map((row) => widthOf(row.join('  ')))) + 2 > page.width
  const fitting = isWide ? stuck.map((one) => cellsOf(one, isTold, (place) => fileName(page.places(place)))) : rows
  const ring = ringOf(stuck)
  return [
    ...columns(shape, fitting).map((line) => `  ${line}`),
    ...(ring === undefined ? [] : [`  they wait in a ring: ${ring.join(' → ')}`]),
  ]
}

function cellsOf({ thread, waitsAt, waitsFor, site }: StuckThread, isTold: boolean, placeOf: Page['places']): string[] {
  const whom = waitsFor.length === 0 ? '' : `for ${waitsFor.join(', ')}`
  return [
    thread,
    `waits at ${waitsAt.join(' or ')}`,
    ...(isTold ? [whom] : []),
    site === undefined ? '' : placeOf(siteText(site)),
  ]
}

/** `T0 T1 T0`, when following who waits for whom leads back. */
function ringOf(stuck: readonly StuckThread[]): readonly string[] | undefined {
  const next = new Map(
    stuck.map(({ thread, waitsFor }) => [thread, waitsFor.find((other) => stuck.some((it) => it.thread === other))]),
  )
  for (const { thread } of stuck) {
    const path = [thread]
    for (let at = next.get(thread); at !== undefined && path.length <= stuck.length; at = next.get(at)) {
      path.push(at)
      if (at === thread) return path
    }
  }
  return undefined
}
