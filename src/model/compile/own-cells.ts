import type { ThreadIndex } from '../ir.ts'
import { isThreadId } from '../values/thread-id.ts'
import type { Automaton } from './automaton.ts'
import type { SymmetrySource } from './symmetry-source.ts'

/**
 * What to do where two threads are identities, and each has a cell of its own in a row whose keys are plain: no exchange of identities reaches such a
 * row. `undefined` where there is none, or they use others of its cells as well, so that other keys would not help.
 */
export function ownCellsAdvice(
  { design, automata }: SymmetrySource,
  [left, right]: readonly [ThreadIndex, ThreadIndex],
): string | undefined {
  const [one, other] = [design.threads[left], design.threads[right]]
  if (!isThreadId(one?.key) || !isThreadId(other?.key)) return undefined
  const others = plainCellsUsed(automata[right])
  const row = [...plainCellsUsed(automata[left])].find(([name, keys]) => {
    const theirs = others.get(name)
    return keys.size === 1 && theirs?.size === 1 && [...keys].every((key) => !theirs.has(key))
  })
  if (row === undefined) return undefined
  const count = design.threads.filter(({ family }) => family === one.family).length
  return `Each has a cell of its own in ${row[0]}, whose keys are plain data, which are never exchanged: with the ids of threadIds(${count}) as keys, the cells are.`
}

/** By row. */
function plainCellsUsed(automaton: Automaton | undefined): ReadonlyMap<string, Set<unknown>> {
  const used = new Map<string, Set<unknown>>()
  for (const { arrival } of automaton?.locals ?? []) {
    const row = arrival.pending.kind === 'operation' ? arrival.pending.request.object.row : undefined
    if (row === undefined || isThreadId(row.key)) continue
    const keys = used.get(row.name) ?? new Set()
    used.set(row.name, keys.add(row.key))
  }
  return used
}
