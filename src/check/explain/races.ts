import { siteText } from '../../verdict/site.ts'
import type { MemoryMove, Move, Trace } from '../../verdict/trace.ts'

/** Which accesses race at the end of a run, and what did not order them. Of other failures nothing. */
export function raceHints({ steps }: Trace): readonly string[] {
  const done = steps.flatMap(({ thread, moves }, i) =>
    moves.flatMap((move) => (move.access === undefined ? [] : [{ thread, number: i + 1, move, access: move.access }])),
  )
  const last = done.at(-1)
  const failure = steps.at(-1)?.failure
  if (last === undefined || failure?.startsWith('data race') !== true || !isPlain(last)) return []
  const kind = last.access.kind === 'plain load' || failure.includes('a write') ? 'plain store' : 'plain load'
  const other = done.findLast(
    ({ thread, access }) => thread !== last.thread && access.cell === last.access.cell && access.kind === kind,
  )
  return other === undefined
    ? []
    : [`${textOf(last)}, and ${textOf(other)}: nothing orders them`, ...unordered(done, last, other)]
}

/** An access, by whom and when. */
type Done = { readonly thread: string; readonly number: number; readonly move: Move; readonly access: MemoryMove }

/** What the one wrote last, and the other read, between the two; where that orders nothing. A fence may make it do so. */
function unordered(done: readonly Done[], last: Done, other: Done): readonly string[] {
  const between = done.filter(({ number }) => number > other.number && number < last.number)
  if (between.some(({ access }) => access.kind === 'fence')) return []
  const does = (thread: string, kind: 'load' | 'store'): Done | undefined =>
    between.findLast((one) => one.thread === thread && (one.access.kind === kind || one.access.kind === 'update'))
  const [written, read] = [does(other.thread, 'store'), does(last.thread, 'load')]
  return [
    ...(written !== undefined && isOf(written, 'acquire') ? [`${textOf(written)}: it publishes nothing`] : []),
    ...(read !== undefined && isOf(read, 'release') ? [`${textOf(read)}: it acquires nothing`] : []),
  ]
}

function isPlain({ access: { kind } }: Done): boolean {
  return kind === 'plain load' || kind === 'plain store'
}

/** Relaxed, or the half that does not help. */
function isOf({ access: { order } }: Done, other: 'acquire' | 'release'): boolean {
  return order === 'relaxed' || order === other
}

function textOf({ thread, number, move: { label, site } }: Done): string {
  return `${label} of ${thread}, step ${number}${site === undefined ? '' : ` (${siteText(site)})`}`
}
