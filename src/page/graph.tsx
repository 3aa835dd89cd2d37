import type { JSX } from 'preact'
import type { GraphData, RunData } from '../report/page-data/page-data.ts'
import { stancesAt } from './moment.ts'
import { hueOf } from './prose.tsx'

const margin = 4

const scale = 1.25

/** Who waits for whom in this state; it takes the room of the largest, so that nothing below it moves. */
export function Waits({ run, step }: { run: RunData; step: number }): JSX.Element | null {
  const { graphs } = run
  if (graphs.length === 0) return null
  const now = graphs.findLast(({ from }) => from <= step)
  const highest =
    Math.max(0, ...graphs.flatMap(({ graph }) => (graph === undefined ? [] : [graph.height]))) + 2 * margin
  return (
    <section class="graph" aria-labelledby="graph-title">
      <h2 id="graph-title">Who waits for whom</h2>
      <div
        class="scrolls"
        style={{ 'min-height': `${highest * scale}px` }}
        tabIndex={0}
        role="group"
        aria-labelledby="graph-title"
      >
        {now?.graph === undefined ? (
          <p class="dim">
            {now?.isLeftOut === true ? 'Not drawn: there are too many.' : 'Nobody has to wait in this state.'}
          </p>
        ) : (
          <Graph graph={now.graph} label={waitsInWords(run, step)} />
        )}
      </div>
    </section>
  )
}

function waitsInWords(run: RunData, step: number): string {
  const texts = stancesAt(run, step).flatMap(({ status, does, whom }, thread) =>
    status === 'waiting' ? [`${run.threads[thread]} ${does}${whom === '' ? '' : ` ${whom}`}`] : [],
  )
  return texts.join('. ')
}

/** As Graphviz has laid it out. */
function Graph({ graph, label }: { graph: GraphData; label: string }): JSX.Element {
  const [width, height] = [graph.width + 2 * margin, graph.height + 2 * margin]
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-margin} ${-margin} ${width} ${height}`}
      width={width * scale}
      height={height * scale}
    >
      {graph.edges.map(({ path, head, isInRing }) => (
        <g class={isInRing ? 'edge ring' : 'edge'}>
          <path d={path} />
          <polygon points={head} />
        </g>
      ))}
      {graph.nodes.map(({ text, thread, isInRing, at: [x, y], size: [w, h] }) => (
        <g class={isInRing ? 'node ring' : 'node'}>
          {thread === undefined ? (
            <rect x={x - w / 2} y={y - h / 2} width={w} height={h} rx={2} />
          ) : (
            <ellipse cx={x} cy={y} rx={w / 2} ry={h / 2} />
          )}
          <text x={x} y={y} class={thread === undefined ? '' : `thread ${hueOf(thread)}`}>
            {text}
          </text>
        </g>
      ))}
      {graph.edges.map(({ text, textAt: [x, y] }) => (
        <text class="edge-text" x={x} y={y}>
          {text}
        </text>
      ))}
    </svg>
  )
}
