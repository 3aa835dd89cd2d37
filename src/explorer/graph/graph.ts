/**
 * All states of a program and all steps between them, to be gone through again and again. Edges lie by the state they leave:
 *
 *     edges of s:  offsets[s] … offsets[s + 1] − 1      edge e:  leads to targets[e], by by[e]
 *
 * `by` says who steps, and how (`By`).
 */
import { InternalError } from '../../errors/internal-error.ts'
import { type Layout, type UnpackedState, unpack } from '../states/layout.ts'

/** What is asked about runs without end: the states of a program, or these and the states of an automaton that reads them. */
export type Arena = {
  readonly nodes: number
  readonly initial: readonly number[]
  readonly offsets: Int32Array
  readonly targets: Int32Array
  readonly by: Uint8Array | Int32Array
  /** Bit t: thread t is owed a step here, whatever part of the arena is looked at. */
  readonly owed: Int32Array
  /** Whether a run ends where nobody is owed a step, which an arena may also say by edges. */
  readonly hasEnds: boolean
}

export type Graph = Arena & {
  /** States that have been expanded: those of lower numbers. Of the others nothing is known but that they are reached. */
  readonly expanded: number
  /** In the order of their discovery, breadth first: state s begins at s × layout.words. */
  readonly packed: Int32Array
  readonly layout: Layout
}

export function stateOf({ layout, packed }: Graph, state: number): UnpackedState {
  return unpack(layout, packed, state * layout.words)
}

export function storedBytes({ offsets, targets, by, owed, packed }: Graph): number {
  return offsets.byteLength + targets.byteLength + by.byteLength + owed.byteLength + packed.byteLength
}

/** The node that the edge leaves. */
export function sourceOf({ offsets, nodes }: Arena, edge: number): number {
  let [low, high] = [0, nodes - 1]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((offsets[middle] as number) <= edge) low = middle
    else high = middle - 1
  }
  return low
}

/** The first edge from one node to another. */
export function edgeBetween({ offsets, targets }: Arena, from: number, to: number): number {
  let edge = offsets[from] as number
  while (edge < (offsets[from + 1] as number) && targets[edge] !== to) edge++
  if (edge === offsets[from + 1]) throw new InternalError(`no edge leads from node ${from} to ${to}`)
  return edge
}
