import { at } from '../../errors/at.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import { isAt } from '../../explorer/graph/predicates.ts'
import { valueOf } from '../../explorer/states/layout.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { Pending, type ValueId } from '../../model/ir.ts'

/** A thread that has finished while an object says that it owns it. */
export type OwnerEnded = { readonly thread: string; readonly object: string }

/** Of all states of a graph. What goes wrong in `owners` is told where it explains something. */
export function ownersEnded({ design, program, value }: Compiled, graph: Graph): readonly OwnerEnded[] {
  const owned = [...design.objects.entries()].filter(([, { owners }]) => owners !== undefined)
  const finished = program.ir.threads.map(({ pending }, thread) =>
    isAt(program, graph, thread, (local) => pending[local] === Pending.finished),
  )
  const mayFinish = program.ir.threads.some(({ pending }) => pending.includes(Pending.finished))
  if (owned.length === 0 || !mayFinish) return []
  const found = new Map<string, OwnerEnded>()
  for (const [object, { name, owners }] of owned) {
    const ownersAt = new Map<ValueId, readonly symbol[]>()
    for (let state = 0; state < graph.expanded; state++) {
      const id = valueOf(graph.layout, object, graph.packed, state * graph.layout.words)
      const ids = ownersAt.get(id) ?? askedFor(() => owners?.(value(object, id)))
      ownersAt.set(id, ids)
      for (const owner of ids) {
        const thread = design.threads.findIndex((one) => one.id === owner)
        if (thread >= 0 && at(finished, thread)(state))
          found.set(`${thread} ${object}`, { thread: at(design.threads, thread).name, object: name })
      }
    }
  }
  return [...found.values()]
}

function askedFor(ask: () => readonly symbol[] | undefined): readonly symbol[] {
  try {
    return ask() ?? []
  } catch {
    return []
  }
}
