import { at } from '../../errors/at.ts'
import {
  type LocalId,
  Pending,
  type Program,
  type PropertyId,
  type RegionId,
  type ThreadIndex,
} from '../../model/ir.ts'
import { type PropertyChecks, Truth } from '../findings/property-checks.ts'

import type { Graph } from './graph.ts'

/** Of a state of a graph, by its number. */
export type StatePredicate = (state: number) => boolean

/** Whether the local state of the thread is one of those for which `isOne` is true. */
export function isAt(
  { ir }: Program,
  graph: Graph,
  thread: ThreadIndex,
  isOne: (local: LocalId) => boolean,
): StatePredicate {
  const { packed, layout } = graph
  const { pending } = at(ir.threads, thread, 'threads')
  const { word, shift, bits } = at(layout.threads, thread, 'threads')
  const known = Uint8Array.from(pending, (_, local) => (isOne(local) ? 1 : 0))
  if (bits === 0) return () => known[0] === 1
  const { words } = layout
  const [left, right] = [32 - shift - bits, 32 - bits]
  return (state) => known[((packed[state * words + word] as number) << left) >>> right] === 1
}

/** Whether the thread's pending step lies in the region. */
export function isInside(program: Program, graph: Graph, thread: ThreadIndex, region: RegionId): StatePredicate {
  const { regions } = at(program.ir.threads, thread, 'threads')
  return isAt(program, graph, thread, (local) => ((at(regions, local, 'local states') >>> region) & 1) === 1)
}

/** Whether the thread takes no more steps. */
export function hasEnded(program: Program, graph: Graph, thread: ThreadIndex): StatePredicate {
  const { pending } = at(program.ir.threads, thread, 'threads')
  return isAt(
    program,
    graph,
    thread,
    (local) => pending[local] === Pending.finished || pending[local] === Pending.failed,
  )
}

/** What a property, or other predicate of the tables, says. What it throws is thrown on: no state is passed over for it. */
export function says(checks: PropertyChecks, graph: Graph, property: PropertyId): StatePredicate {
  const { packed, layout } = graph
  return (state) => {
    const truth = checks.check(property, layout, packed, state * layout.words)
    if (truth === Truth.threw) throw checks.errorOf(property)
    return truth === Truth.isTrue
  }
}
