/**
 * What would have kept a ring from closing in which each waits for one who has what it asks for, or stands before it there. Whoever has one object and
 * asks for another takes the first before the second; round the ring these are a circle, unless somebody asks for what it has itself.
 */
import { existing } from '../../errors/at.ts'
import { ringOf } from '../../verdict/ring.ts'
import type { StuckThread } from '../../verdict/trace.ts'

export function ringHints(stuck: readonly StuckThread[]): readonly string[] {
  const names = ringOf(new Map(stuck.map(({ thread, waitsFor }) => [thread, waitsFor])))?.slice(1) ?? []
  const ring = names.map((name) =>
    existing(
      stuck.find(({ thread }) => thread === name),
      'a thread of the ring',
    ),
  )
  const again = ring.flatMap(({ thread, waitsOn, holds }) =>
    waitsOn
      .filter((object) => holds.includes(object))
      .map((it) => `${thread} waits at ${it}, which it holds: it must let go first, or not ask again`),
  )
  if (again.length > 0) return again
  const objects = [...new Set(ring.flatMap(({ waitsOn }) => waitsOn))]
  return objects.length > 1 &&
    ring.every((one, r) => standsBehind(one, existing(ring[(r + 1) % ring.length], 'the next')))
    ? [`${objects.join(', ')} are taken in different orders; in one order no such ring can close`]
    : []
}

/** At one object, which the other one has, or waits for too. */
function standsBehind({ waitsOn }: StuckThread, other: StuckThread): boolean {
  return waitsOn.length === 1 && waitsOn.every((it) => other.holds.includes(it) || other.waitsOn.includes(it))
}
