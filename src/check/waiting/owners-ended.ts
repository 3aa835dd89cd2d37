import { at } from '../../errors/at.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import { isAt } from '../../explorer/graph/predicates.ts'
import { valueOf } from '../../explorer/states/layout.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type ObjectId, Pending, type ThreadIndex, type ValueId } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'

/** A thread that has finished while an object says that it owns it. */
export type OwnerEnded = { readonly thread: string; readonly object: string }

const workOfState = 1 / 5

/** Of all states of a graph. What goes wrong in `owners` is told where it explains something. @throws Stopped */
export function* ownersEnded(compiled: Compiled, graph: Graph, meter: Meter): Task<readonly OwnerEnded[]> {
  const { design, program } = compiled
  if (!program.ir.threads.some(({ pending }) => pending.includes(Pending.finished))) return []
  const found = new Map<string, OwnerEnded>()
  for (const [id, object] of design.objects.entries()) {
    if (object.owners === undefined) continue
    const ended = endedOwners(compiled, graph, id)
    for (let state = 0; state < graph.expanded; state++) {
      for (const thread of ended(state)) {
        const name = at(design.threads, thread, 'threads').name
        found.set(`${thread} ${id}`, { thread: name, object: object.name })
      }
      meter.spend(workOfState)
      if (meter.isDue) yield* meter.pause()
    }
  }
  return [...found.values()]
}

/** Who owns the object in a state and has finished. */
function endedOwners(
  { design, program, value }: Compiled,
  graph: Graph,
  object: ObjectId,
): (state: number) => readonly ThreadIndex[] {
  const { owners } = at(design.objects, object, 'objects')
  const { layout, packed } = graph
  const hasFinished = program.ir.threads.map(({ pending }, thread) =>
    isAt(program, graph, thread, (local) => pending[local] === Pending.finished),
  )
  const known = new Map<ValueId, readonly ThreadIndex[]>()
  return (state) => {
    const id = valueOf(layout, object, packed, state * layout.words)
    let threads = known.get(id)
    if (threads === undefined) {
      const ids = askedFor(() => owners?.(value(object, id)))
      threads = ids.map((owner) => design.threads.findIndex((one) => one.id === owner)).filter((it) => it >= 0)
      known.set(id, threads)
    }
    return threads.filter((thread) => at(hasFinished, thread)(state))
  }
}

function askedFor(ask: () => readonly symbol[] | undefined): readonly symbol[] {
  try {
    return ask() ?? []
  } catch {
    return []
  }
}
