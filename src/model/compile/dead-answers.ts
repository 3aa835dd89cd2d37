import { at } from '../../errors/at.ts'
import { type LocalId, targetsIn } from '../ir.ts'
import type { LocalState } from './automaton.ts'

/** What answered, where, and what remembers it; local states of the thread as they are stored, before and after merging. */
export type DeadAnswer = {
  readonly label: string
  readonly where: string
  readonly holder: string
  readonly found: number
  readonly kept: number
}

const worthSaying = 4

/**
 * The answer that most needlessly tells local states apart, where merging shrank an automaton more than fourfold. `undefined` where there is nothing to
 * say. Only local states at the end of a step count: what an atomic block knows in its middle is forgotten before anybody could store it.
 */
export function deadAnswer(locals: readonly LocalState[], classes: readonly number[]): DeadAnswer | undefined {
  const stored = [...locals.keys()].filter((local) => locals[local]?.isStored)
  const [found, kept] = [stored.length, new Set(stored.map((local) => classes[local])).size]
  if (found <= worthSaying * kept) return undefined
  const guilty = new Map<string, { readonly answer: DeadAnswer; lost: number }>()
  for (const { arrival, next } of locals) {
    const lost = lostAt(locals, next, classes)
    if (arrival.pending.kind !== 'operation' || lost === 0) continue
    const { label } = arrival.pending.request
    const where = arrival.site ?? ''
    const holder = arrival.procs.at(-1) ?? 'the thread body'
    const key = `${label} ${where} ${holder}`
    const one = guilty.get(key) ?? { answer: { label, where, holder, found, kept }, lost: 0 }
    one.lost += lost
    guilty.set(key, one)
  }
  return [...guilty.values()].sort((a, b) => b.lost - a.lost)[0]?.answer
}

/** How many local states more there are for what is answered here; what later answers of the same step tell apart is theirs. */
function lostAt(locals: readonly LocalState[], next: readonly LocalId[], classes: readonly number[]): number {
  const after = [...new Set(targetsIn(next))].filter((local) => local >= 0)
  if (after.length < 2) return 0
  const ends = after.map((local) => endsFrom(locals, local))
  const lostIn = (some: readonly LocalId[]): number =>
    new Set(some).size - new Set(some.map((local) => classes[local])).size
  return lostIn(ends.flat()) - ends.reduce((sum, it) => sum + lostIn(it), 0)
}

/** Where the step ends that is on its way at a local state. */
function endsFrom(locals: readonly LocalState[], start: LocalId): LocalId[] {
  const met = new Set([start])
  for (const local of met) {
    const { isStored, next } = at(locals, local, 'local states')
    if (!isStored) for (const one of targetsIn(next)) if (one >= 0) met.add(one)
  }
  return [...met].filter((local) => at(locals, local, 'local states').isStored)
}
