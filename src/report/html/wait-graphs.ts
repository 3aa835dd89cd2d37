import { existing } from '../../errors/at.ts'
import type { Trace } from '../../verdict/trace.ts'
import type { GraphData, RunData } from '../page-data/page-data.ts'
import { type Standing, standingsOf } from '../text/standing-text.ts'
import { laidOut, type WaitGraph } from './graph.ts'
import { waitGraph } from './wait-graph.ts'

/** Each that is unlike all others takes Graphviz some milliseconds. */
const mostDrawn = 100

/** Who waits for whom, in each state where that changes. Where too many are unlike each other, those nearest to the end are drawn. */
export async function graphsOf(trace: Trace, most: number = mostDrawn): Promise<RunData['graphs']> {
  const drawings = new Map<string, GraphData>()
  const graphs: RunData['graphs'][number][] = []
  for (const from of statesOfChange(trace).toReversed()) {
    const graph = waitGraph(trace, standingsAt(trace, from))
    if (graph === undefined) graphs.push({ from })
    else graphs.push({ from, ...((await drawing(graph, drawings, most)) ?? { isLeftOut: true }) })
  }
  return drawings.size === 0 ? [] : graphs.toReversed()
}

async function drawing(
  graph: WaitGraph,
  known: Map<string, GraphData>,
  most: number,
): Promise<{ graph: GraphData } | undefined> {
  const text = JSON.stringify(graph)
  if (!known.has(text) && known.size < most) known.set(text, await laidOut(graph))
  const drawn = known.get(text)
  return drawn && { graph: drawn }
}

/** Where waiting may change; the end is told by who is stuck there. */
function statesOfChange({ threads, steps }: Trace): readonly number[] {
  const states = threads.flatMap(({ spans = [] }) => spans.map(({ from }) => from))
  return [...new Set([...states, steps.length])].toSorted((a, b) => a - b)
}

function standingsAt(trace: Trace, state: number): readonly Standing[] {
  if (state === trace.steps.length) return standingsOf(trace)
  return trace.threads.flatMap(({ name: thread, spans }) =>
    spans === undefined
      ? []
      : [
          {
            thread,
            is: existing(
              spans.findLast(({ from }) => from <= state),
              'a span',
            ),
          },
        ],
  )
}
