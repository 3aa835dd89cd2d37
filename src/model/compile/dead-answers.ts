import { targetsIn } from '../ir.ts'
import type { LocalState } from './automaton.ts'

const worthSaying = 4

/**
 * The answer that most needlessly tells local states apart, where merging shrank an automaton more than fourfold: what answered it, where, and
 * what remembers it. `undefined` where there is nothing to say.
 */
export function deadAnswer(locals: readonly LocalState[], classes: readonly number[]): string | undefined {
  if (locals.length <= worthSaying * new Set(classes).size) return undefined
  const merged = new Map<string, number>()
  for (const { arrival, next } of locals) {
    const successors = targetsIn(next)
    const lost = new Set(successors).size - new Set(successors.map((local) => classes[local])).size
    if (arrival.pending.kind !== 'operation' || lost === 0) continue
    const label = arrival.pending.request.label
    const where = `${label}${arrival.site === undefined ? '' : ` at ${arrival.site}`} is remembered in ${arrival.procs.at(-1) ?? 'the thread body'}`
    merged.set(where, (merged.get(where) ?? 0) + lost)
  }
  return [...merged].sort(([, a], [, b]) => b - a)[0]?.[0]
}
