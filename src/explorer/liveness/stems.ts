/** The shortest ways into a part of an arena: anywhere until the part begins, then inside. One search, breadth first, over nodes before and in the part. */
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Arena } from '../graph/graph.ts'
import { claim, release } from '../graph/storage.ts'
import { Part } from './part.ts'

const UNKNOWN = -1
/** The parent of an initial node. */
const NOBODY = -2
const bytesOfNode = 20
const workOfPlace = 1 / 5

export class Stems {
  /** Nodes of the part that runs come to, those of shorter ways first: the first `count`. */
  readonly order: Int32Array
  count = 0
  readonly #arena: Arena
  readonly #marks: Uint8Array
  readonly #meter: Meter
  /** By place, that from which it is reached: node v has the place v before the part, and n + v in it. */
  readonly #parents: Int32Array
  /** By node in the part. */
  readonly #lengths: Int32Array
  /** Places; those read make room for `order`, which is no longer. */
  readonly #queue: Int32Array
  #end = 0

  constructor(arena: Arena, marks: Uint8Array, meter: Meter) {
    const { nodes } = arena
    claim(meter, bytesOfNode * nodes)
    this.#arena = arena
    this.#marks = marks
    this.#meter = meter
    this.#parents = new Int32Array(2 * nodes).fill(UNKNOWN)
    this.#lengths = new Int32Array(nodes)
    this.#queue = new Int32Array(2 * nodes)
    this.order = this.#queue
  }

  /** @throws Stopped */
  *search(): Task<void> {
    const { nodes, offsets, targets, initial } = this.#arena
    for (const node of initial) this.#reach(node, NOBODY, false, 0)
    let [length, levelEnd] = [0, this.#end]
    for (let next = 0; next < this.#end; next++) {
      if (next === levelEnd) {
        length++
        levelEnd = this.#end
      }
      const place = this.#queue[next] as number
      const isInside = place >= nodes
      const node = isInside ? place - nodes : place
      if (isInside) this.order[this.count++] = node
      for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++)
        this.#reach(targets[edge] as number, place, isInside, length + 1)
      this.#meter.spend(workOfPlace)
      if (this.#meter.isDue) yield* this.#meter.pause()
    }
  }

  /** Steps to a node in the part. */
  lengthOf(node: number): number {
    return this.#lengths[node] as number
  }

  /** The nodes on the way to one in the part, from an initial one on. */
  to(node: number): number[] {
    const { nodes } = this.#arena
    const way: number[] = []
    for (let place = nodes + node; place !== NOBODY; place = this.#parents[place] as number)
      way.push(place >= nodes ? place - nodes : place)
    return way.reverse()
  }

  release(): void {
    release(this.#meter, bytesOfNode * this.#arena.nodes)
  }

  #reach(node: number, from: number, isInside: boolean, length: number): void {
    const mark = this.#marks[node] as number
    if (!isInside) this.#add(node, from)
    if (!(isInside ? mark !== 0 : (mark & Part.begins) !== 0)) return
    if (this.#add(this.#arena.nodes + node, from)) this.#lengths[node] = length
  }

  #add(place: number, from: number): boolean {
    if (this.#parents[place] !== UNKNOWN) return false
    this.#parents[place] = from
    this.#queue[this.#end++] = place
    return true
  }
}
