/**
 * Strongly connected components of a part of an arena, each after all that it leads to. D. J. Pearce, A space-efficient algorithm for finding strongly
 * connected components, Information Processing Letters 116 (2016): Tarjan's algorithm with one number a node, which is the order of the visit while
 * the node is open and that of its component afterwards. Recursion is an array here: the nodes being visited grow from its start, those whose
 * component is still open from its end; together they are never more than all.
 */
import { InternalError } from '../../errors/internal-error.ts'
import { type Meter, Stopped } from '../../tasks/meter.ts'
import { GrowingWords } from '../states/growing-words.ts'
import type { Arena } from './graph.ts'
import { claim } from './storage.ts'

/** `members[from … to)` are its nodes, as long as no further one is looked for; `numbers` has `number` for all of them. */
export type Component = {
  readonly members: Int32Array
  readonly from: number
  readonly to: number
  readonly number: number
  readonly numbers: Int32Array
}

/** In the array of open nodes: it has an edge to one that was visited before it. */
const NOT_ROOT = 1 << 31
const NODE = ~NOT_ROOT
const HIGHEST = 2 ** 31 - 1
const FIRST_DEPTH = 1 << 12
const edgesBetweenLooks = 1 << 12
const workOfLook: number = edgesBetweenLooks / 50

export class Components {
  /** By node the number of its component, if it is part of one that is complete. No two have the same, those of earlier passes included. */
  readonly numbers: Int32Array
  readonly #arena: Arena
  readonly #meter: Meter
  /** An edge with one of these bits in its label is none. */
  readonly #skipped: number
  readonly #open: Int32Array
  /** By depth, the edge that is looked at. */
  readonly #edges: GrowingWords
  #marks: Uint8Array = new Uint8Array(0)
  #next = HIGHEST
  /** Edges, since it was last told what that costs. */
  #looked = 0
  #start = 0
  #depth = 0
  #index = 1
  #top = 0

  constructor(arena: Arena, meter: Meter, skipped = 0) {
    claim(meter, 8 * arena.nodes)
    this.#arena = arena
    this.#meter = meter
    this.#skipped = skipped
    this.numbers = new Int32Array(arena.nodes)
    this.#open = new Int32Array(arena.nodes + 1)
    this.#edges = new GrowingWords(FIRST_DEPTH, meter.storableBytes)
  }

  /** From now on the components of the nodes that are marked come. Marks of those that have come may be changed. */
  begin(marks: Uint8Array): void {
    const { numbers } = this
    if (this.#next <= 2 * numbers.length) throw new InternalError('the numbers of components have come to their end')
    for (let node = 0; node < numbers.length; node++) if (marks[node] !== 0) numbers[node] = 0
    this.#marks = marks
    this.#start = 0
    this.#depth = 0
    this.#index = 1
    this.#top = this.#open.length
  }

  /**
   * The next component, if one is complete before a moment is over; `undefined` where there are no more. To do something with all that is in a component
   * may take longer than to find it: the slices are for whoever does that.
   * @throws Stopped
   */
  next(): Component | 'a moment' | undefined {
    while (this.#looked < edgesBetweenLooks) {
      if (this.#depth === 0 && !this.#enterNext()) return undefined
      const depth = this.#depth - 1
      const node = (this.#open[depth] as number) & NODE
      const from = this.#edges.array[depth] as number
      const edge = this.#look(this.#marks, depth, node)
      this.#looked += edge - from + 1
      const found = edge === this.#arena.offsets[node + 1] ? this.#leave(depth, node) : undefined
      if (found !== undefined) return found
    }
    this.#looked = 0
    this.#meter.spend(workOfLook)
    return 'a moment'
  }

  /** False where all that are marked have been visited. */
  #enterNext(): boolean {
    const { nodes } = this.#arena
    let start = this.#start
    while (start < nodes && (this.#marks[start] === 0 || this.numbers[start] !== 0)) start++
    this.#start = start
    if (start < nodes) this.#enter(start)
    return start < nodes
  }

  /** Goes through the edges of the node, to one that leads to a node not visited, which is entered, or to the last. */
  #look(marks: Uint8Array, depth: number, node: number): number {
    const { offsets, targets, by } = this.#arena
    const { numbers } = this
    const skipped = this.#skipped
    const end = offsets[node + 1] as number
    let edge = this.#edges.array[depth] as number
    let lowest = numbers[node] as number
    const before = lowest
    for (; edge < end; edge++) {
      const target = targets[edge] as number
      if (marks[target] === 0 || (skipped !== 0 && ((by[edge] as number) & skipped) !== 0)) continue
      const number = numbers[target] as number
      if (number === 0) {
        this.#edges.array[depth] = edge // looked at again when the target has been left
        break
      }
      if (number < lowest) lowest = number
    }
    if (lowest !== before) {
      numbers[node] = lowest
      this.#open[depth] = node | NOT_ROOT
    }
    if (edge < end) this.#enter(targets[edge] as number)
    return edge
  }

  #enter(node: number): void {
    const depth = this.#depth++
    if (depth >= this.#edges.length && !this.#edges.reach(depth + FIRST_DEPTH)) throw new Stopped('memory')
    this.#open[depth] = node
    this.#edges.array[depth] = this.#arena.offsets[node] as number
    this.numbers[node] = this.#index++
  }

  /** The last of the nodes being visited is done with. Its component, if that is complete now. */
  #leave(depth: number, node: number): Component | undefined {
    const open = this.#open
    const { numbers } = this
    this.#depth = depth
    const from = this.#top - 1
    if ((open[depth] as number) < 0) {
      open[from] = node
      this.#top = from
      return undefined
    }
    const lowest = numbers[node] as number
    const number = this.#next--
    let to = this.#top
    for (; to < open.length && lowest <= (numbers[open[to] as number] as number); to++)
      numbers[open[to] as number] = number
    numbers[node] = number
    this.#index -= to - from
    open[from] = node
    this.#top = to
    return { members: open, from, to, number, numbers }
  }
}
