/**
 * A static proviso against ignoring a thread for ever: *sticky* local states meet every cycle of each automaton, and a thread at one is never the key
 * of a chosen set. Each step of a key then lowers the longest way from its local state to a sticky one; the sum over all threads falls, so
 * there is no endless chain of keys. It looks at no visited set: breadth first, depth first and several workers choose the same sets. After
 * Kurshan, Levin, Minea, Peled, Yenigun, Static partial order reduction, TACAS 1998; here other members of a set may be sticky, only its key
 * may not.
 */
import type { Conflicts } from './conflicts.ts'
import { components, type StepGraph } from './futures.ts'
import type { StepTables } from './may-hold.ts'
import type { StepId } from './step-ids.ts'

/** By step: whether it is sticky. What `isVisible` is first: it would not be a key anyway. Then those in conflict with most threads. */
export function stickySteps(
  tables: StepTables,
  graph: StepGraph,
  conflicts: Conflicts,
  isVisible: (step: StepId) => boolean,
): Uint8Array {
  const sticky = Uint8Array.from(graph, (_, step) => (isVisible(step) ? 1 : 0))
  for (;;) {
    const cycles = components(graph, (step) => sticky[step] === 0).filter(
      ([first = 0, ...others]) => others.length > 0 || graph[first]?.includes(first),
    )
    if (cycles.length === 0) return sticky
    for (const cycle of cycles) sticky[mostInConflict(tables, conflicts, cycle)] = 1
  }
}

function mostInConflict({ steps }: StepTables, conflicts: Conflicts, cycle: readonly StepId[]): StepId {
  let [best = 0] = cycle
  let most = -1
  for (const step of [...cycle].sort((a, b) => a - b)) {
    const threads = new Set(conflicts.of[step]?.members().map((other) => steps.threadOf(other)))
    if (threads.size <= most) continue
    most = threads.size
    best = step
  }
  return best
}
