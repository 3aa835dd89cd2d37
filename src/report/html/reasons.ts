import type { Violation } from '../../verdict/verdict.ts'
import { reasonText } from '../text/reason-text.ts'
import { doing, isStuck, ringAmong, type Standing, whom } from '../text/standing-text.ts'

/** Why it is one: a sentence; of threads that wait for ever a line each, or one for those of whom the same is to be said. */
export function reasonsOf(violation: Violation, standings: readonly Standing[]): readonly string[] {
  const stuck = standings.filter(({ is }) => isStuck(is.status))
  if (stuck.length === 0) return [reasonText(violation)]
  const alike = new Map<string, readonly string[]>()
  for (const standing of stuck) {
    const does = waitingText(standing, standing.thread)
    alike.set(does, [...(alike.get(does) ?? []), standing.thread])
  }
  const lines = stuck.flatMap((standing): readonly string[] => {
    const { thread } = standing
    const all = alike.get(waitingText(standing, thread)) ?? []
    if (all.length === 1) return [`${thread} ${waitingText(standing)}`]
    return all[0] === thread ? [`${listed(all)} ${plural(waitingText(standing, thread), all.length)}`] : []
  })
  const forEver = [...lines, ...whyForEver(standings, stuck)]
  return violation.kind === 'waiting' ? [...reasonText(violation).split('\n'), ...forEver] : forEver
}

/** With `own`, that name left out: `waits at m.lock(…)`. */
function waitingText(standing: Standing, own?: string): string {
  const them = whom(standing)
  const text = `${doing(standing)}${them === '' ? '' : `, ${them}`}`
  return own === undefined ? text : text.replaceAll(`(${own}`, '(…')
}

function whyForEver(standings: readonly Standing[], stuck: readonly Standing[]): readonly string[] {
  const ring = ringAmong(standings)
  if (ring?.length === 2) return [`No other thread is needed for that: ${ring[0]} waits for itself`]
  if (ring !== undefined) return [`They wait in a ring: ${ring.join(' → ')}`]
  const others = standings.filter((one) => !stuck.includes(one))
  if (!others.every(({ is }) => is.status === 'ended')) return []
  return [`Nobody is left who could let ${stuck.length === 1 ? 'it' : 'them'} go on`]
}

/** `waits at it` to `all wait at it`. */
function plural(text: string, many: number): string {
  return `${many === 2 ? 'both' : 'all'} ${text.replace(/^(wait|spin)s/, '$1')}`
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
