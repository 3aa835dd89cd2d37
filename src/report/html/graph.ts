/**
 * Who waits for whom, laid out by Graphviz when the report is made: what is in the page is coordinates, and the page draws them in
 * its own colours, light or dark.
 */
import type { Viz } from '@viz-js/viz'
import { at } from '../../errors/at.ts'
import type { GraphData, GraphEdge, GraphNode } from '../page-data/page-data.ts'

/** A thread, or what it waits on: `t:T0`, `o:left`. */
export type WaitNode = {
  readonly id: string
  readonly text: string
  readonly thread?: number
  readonly isInRing: boolean
}

export type WaitEdge = { readonly from: string; readonly to: string; readonly text: string; readonly isInRing: boolean }

export type WaitGraph = { readonly nodes: readonly WaitNode[]; readonly edges: readonly WaitEdge[] }

/** What Graphviz answers, as far as it is read here. */
type Layout = {
  readonly bb: string
  readonly objects?: readonly {
    readonly name: string
    readonly pos: string
    readonly width: string
    readonly height: string
  }[]
  readonly edges?: readonly {
    readonly lp?: string
    readonly _draw_: readonly Drawn[]
    readonly _hdraw_?: readonly Drawn[]
  }[]
}

type Drawn = { readonly op: string; readonly points?: readonly Point[] }

type Point = readonly [x: number, y: number]

const pointsPerInch = 72

/** Loaded when it is needed, once: making it takes longer than what it does. */
let graphviz: Promise<Viz> | undefined

async function loaded(): Promise<Viz> {
  const { instance } = await import('@viz-js/viz')
  return instance()
}

/** For more there is no room beside the run. */
const mostWidth = 390

/** From left to right, or downwards where that would be too wide. */
export async function laidOut(graph: WaitGraph): Promise<GraphData> {
  graphviz ??= loaded()
  const viz = await graphviz
  const across = laidOutBy(viz, graph, 'LR')
  if (across.width <= mostWidth) return across
  const down = laidOutBy(viz, graph, 'TB')
  return down.width < across.width ? down : across
}

function laidOutBy(viz: Viz, { nodes, edges }: WaitGraph, rankdir: 'LR' | 'TB'): GraphData {
  const places = new Map(nodes.map(({ id }, place) => [id, `n${place}`]))
  const layout = viz.renderJSON({
    directed: true,
    graphAttributes: { rankdir, nodesep: 0.35, ranksep: 0.6 },
    nodeAttributes: { fontname: 'Helvetica', fontsize: 13, height: 0.38, margin: '0.14,0.06' },
    edgeAttributes: { fontname: 'Helvetica', fontsize: 13, arrowsize: 0.8 },
    nodes: nodes.map(({ id, text, thread }) => ({
      name: at([places.get(id)], 0),
      attributes: { label: literal(text), shape: thread === undefined ? 'box' : 'ellipse' },
    })),
    edges: edges.map(({ from, to, text }) => ({
      tail: at([places.get(from)], 0),
      head: at([places.get(to)], 0),
      attributes: { label: ` ${literal(text)} ` },
    })),
  }) as Layout // its format `json`
  return drawn(layout, { nodes, edges })
}

/** In its labels a backslash begins a name of something else. */
function literal(text: string): string {
  return text.replaceAll('\\', '\\\\')
}

function drawn(layout: Layout, { nodes, edges }: WaitGraph): GraphData {
  const [, , width = 0, height = 0] = numbers(layout.bb)
  const up = ([x, y]: Point): Point => [rounded(x), rounded(height - y)]
  return {
    width: rounded(width),
    height: rounded(height),
    nodes: (layout.objects ?? []).map(({ pos, ...size }, n): GraphNode => {
      const { text, thread, isInRing } = at(nodes, n)
      const [x = 0, y = 0] = numbers(pos)
      return {
        text,
        ...(thread === undefined ? {} : { thread }),
        isInRing,
        at: up([x, y]),
        size: [rounded(Number(size.width) * pointsPerInch), rounded(Number(size.height) * pointsPerInch)],
      }
    }),
    edges: (layout.edges ?? []).map(({ lp = '0,0', _draw_: line, _hdraw_: head = [] }, e): GraphEdge => {
      const { text, isInRing } = at(edges, e)
      const [x = 0, y = 0] = numbers(lp)
      const [start = [0, 0], ...curve] = pointsOf(line, 'b').map(up)
      return {
        text,
        isInRing,
        path: `M${start.join(' ')}C${curve.map((point) => point.join(' ')).join(',')}`,
        head: pointsOf(head, 'P').map(up).join(' '),
        textAt: up([x, y]),
      }
    }),
  }
}

function pointsOf(drawn: readonly Drawn[], op: string): readonly Point[] {
  return drawn.find((one) => one.op === op)?.points ?? []
}

function numbers(text: string): readonly number[] {
  return text.split(',').map(Number)
}

function rounded(n: number): number {
  return Math.round(n * 10) / 10
}
