import type { StuckThread } from '../verdict.ts'
import { columns } from './columns.ts'
import type { Page } from './style.ts'

/** Who waits for ever, at what, for whom; and the ring in which they wait, if there is one. */
export function stuckLines(stuck: readonly StuckThread[], page: Page): string[] {
  if (stuck.length === 0) return []
  const rows = stuck.map(({ thread, waitsAt, waitsFor, site }) => [
    thread,
    `waits at ${waitsAt.join(' or ')}`,
    waitsFor.length === 0 ? '' : `for ${waitsFor.join(', ')}`,
    site === undefined ? '' : page.places(site),
  ])
  const isTold = rows.some(([, , whom]) => whom !== '')
  const { bold, red, dim } = page.style
  const shape = [{ mark: bold }, { mark: red }, ...(isTold ? [{ mark: bold }] : []), { mark: dim }]
  const shown = isTold ? rows : rows.map((row) => row.filter((_, column) => column !== 2))
  const ring = ringOf(stuck)
  return [
    ...columns(shape, shown).map((line) => `  ${line}`),
    ...(ring === undefined ? [] : [`  they wait in a ring: ${ring.join(' → ')}`]),
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
