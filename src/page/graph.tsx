import type { JSX } from 'preact'
import type { GraphData, RunData } from '../report/page-data/page-data.ts'
import { hueOf } from './prose.tsx'

const margin = 4

/** Who waits for whom at the end of the run, as Graphviz has laid it out. */
export function Graph({ run, graph }: { run: RunData; graph: GraphData }): JSX.Element {
  const [width, height] = [graph.width + 2 * margin, graph.height + 2 * margin]
  return (
    <section class="graph" aria-labelledby="graph-title">
      <h2 id="graph-title">Who waits for whom at the end</h2>
      <svg
        role="img"
        aria-label={run.reason.join('. ')}
        viewBox={`${-margin} ${-margin} ${width} ${height}`}
        width={width * 1.25}
        height={height * 1.25}
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
    </section>
  )
}
