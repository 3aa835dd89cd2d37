import type { Edge, Guard } from './automaton.ts'

/**
 * Edges that say the same of all valuations, in an order of their own: fewer, where guards of one end can be put
 * together.
 */
export function simplified(edges: readonly Edge[]): readonly Edge[] {
  const byEnd = new Map<number, Guard[]>()
  for (const { to, requires, forbids } of edges) {
    const guards = byEnd.get(to) ?? []
    guards.push({ requires, forbids })
    byEnd.set(to, guards)
  }
  const ends = [...byEnd].toSorted(([a], [b]) => a - b)
  return ends.flatMap(([to, guards]) => together(guards).map((guard) => ({ to, ...guard })))
}

/** Guards that match the same valuations. */
function together(guards: readonly Guard[]): readonly Guard[] {
  const left = new Map(guards.map((guard) => [keyOf(guard), guard]))
  for (const guard of left.values()) {
    const partner = partnersOf(guard).find((other) => left.has(keyOf(other)))
    if (partner === undefined) continue
    left.delete(keyOf(guard))
    left.delete(keyOf(partner))
    const common = { requires: guard.requires & partner.requires, forbids: guard.forbids & partner.forbids }
    left.set(keyOf(common), common) // and is met again, at the end
  }
  const all = [...left.values()].toSorted((a, b) => a.requires - b.requires || a.forbids - b.forbids)
  return all.filter((guard) => !all.some((other) => other !== guard && isWeaker(other, guard)))
}

const keyOf = ({ requires, forbids }: Guard): string => `${requires} ${forbids}`

/**
 * Those that differ from it in one proposition, which they ask to be the other way round: with one of them it does not
 * matter.
 */
function partnersOf({ requires, forbids }: Guard): readonly Guard[] {
  const partners: Guard[] = []
  for (let rest = requires | forbids; rest !== 0; rest &= rest - 1) {
    const bit = rest & -rest
    partners.push({ requires: requires ^ bit, forbids: forbids ^ bit })
  }
  return partners
}

/** Whether it matches whatever the other does. */
function isWeaker(guard: Guard, other: Guard): boolean {
  return (guard.requires & ~other.requires) === 0 && (guard.forbids & ~other.forbids) === 0
}
