import type { Trace } from '../../verdict/trace.ts'
import { ringAmong, type Standing } from '../text/standing-text.ts'
import type { WaitEdge, WaitGraph, WaitNode } from './graph.ts'

/** Threads that wait for ever, what they wait on, and who is in their way there. Nothing where nobody waits on anything. */
export function waitGraph({ threads }: Trace, standings: readonly Standing[]): WaitGraph | undefined {
  const waiting = standings.filter(({ is }) => is.status === 'waiting')
  const ring = ringAmong(standings) ?? []
  const isNext = (a: string, b: string): boolean => ring.some((one, r) => one === a && ring[r + 1] === b)
  const edges = waiting.flatMap(({ thread, is: { waitsFor, why = [], waitsOn } }) =>
    waitsOn.flatMap((object): readonly Found[] => {
      const reasons = why.filter(({ on }) => on === object)
      const held = reasons.length > 0 ? reasons : waitsFor.map((other) => ({ thread: other, why: 'holds it' }))
      const ways = held.flatMap(({ thread: other, why = '' }) =>
        other === undefined ? [] : [{ other, text: why, isInRing: isNext(thread, other) }],
      )
      return [{ thread, object, isInRing: ways.some(({ isInRing }) => isInRing), ways }]
    }),
  )
  return edges.length === 0
    ? undefined
    : graphOf(
        edges,
        threads.map(({ name }) => name),
        ring,
      )
}

/** A thread that waits on an object, and who is in its way there. */
type Found = {
  readonly thread: string
  readonly object: string
  readonly isInRing: boolean
  readonly ways: readonly { readonly other: string; readonly text: string; readonly isInRing: boolean }[]
}

function graphOf(found: readonly Found[], names: readonly string[], ring: readonly string[]): WaitGraph {
  const involved = new Set(found.flatMap(({ thread, ways }) => [thread, ...ways.map(({ other }) => other)]))
  const objects = [...new Set(found.map(({ object }) => object))]
  const nodes: readonly WaitNode[] = [
    ...[...involved].map((text) => ({
      id: `t:${text}`,
      text,
      thread: names.indexOf(text),
      isInRing: ring.includes(text),
    })),
    ...objects.map((text) => ({
      id: `o:${text}`,
      text,
      isInRing: found.some(({ object, isInRing }) => object === text && isInRing),
    })),
  ]
  const waits = found.map(({ thread, object, isInRing }) => ({
    from: `t:${thread}`,
    to: `o:${object}`,
    text: 'waits',
    isInRing,
  }))
  const held = new Map<string, WaitEdge>()
  for (const { object, ways } of found) {
    for (const { other, text, isInRing } of ways) {
      const key = `${object}\n${other}\n${text}`
      held.set(key, {
        from: `o:${object}`,
        to: `t:${other}`,
        text,
        isInRing: isInRing || held.get(key)?.isInRing === true,
      })
    }
  }
  return { nodes, edges: [...waits, ...held.values()] }
}
