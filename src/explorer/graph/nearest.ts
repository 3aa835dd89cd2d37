import { InternalError } from '../../errors/internal-error.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Arena, sourceOf } from './graph.ts'
import { claim, release } from './storage.ts'

const bytesOfNode = 8
const workOfNode = 1 / 5

/** Searches in a part of an arena, breadth first, one after the other. */
export class Nearest {
  readonly #arena: Arena
  readonly #isInside: (node: number) => boolean
  readonly #meter: Meter
  /** By node, the edge by which it was reached + 1. */
  readonly #reached: Int32Array
  readonly #queue: Int32Array
  /** Nodes in the queue, of the last search, too. */
  #end = 0

  constructor(arena: Arena, isInside: (node: number) => boolean, meter: Meter) {
    claim(meter, bytesOfNode * arena.nodes)
    this.#arena = arena
    this.#isInside = isInside
    this.#meter = meter
    this.#reached = new Int32Array(arena.nodes)
    this.#queue = new Int32Array(arena.nodes)
  }

  /** The fewest edges from the node, the last of which is wanted: there is one. @throws Stopped */
  *from(start: number, isWanted: (edge: number) => boolean): Task<number[]> {
    const { offsets, targets } = this.#arena
    for (let i = 0; i < this.#end; i++) this.#reached[this.#queue[i] as number] = 0
    this.#queue[0] = start
    this.#end = 1
    for (let next = 0; next < this.#end; next++) {
      const node = this.#queue[next] as number
      for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++) {
        const target = targets[edge] as number
        if (!this.#isInside(target)) continue
        if (isWanted(edge)) return [...this.#wayTo(node, start), edge]
        if (target === start || this.#reached[target] !== 0) continue
        this.#reached[target] = edge + 1
        this.#queue[this.#end++] = target
      }
      this.#meter.spend(workOfNode)
      if (this.#meter.isDue) yield* this.#meter.pause()
    }
    throw new InternalError(`nothing that is wanted is reached from node ${start}`)
  }

  /** To the node; none where it is there. @throws Stopped */
  *to(node: number, start: number): Task<number[]> {
    return node === start ? [] : yield* this.from(start, (edge) => this.#arena.targets[edge] === node)
  }

  release(): void {
    release(this.#meter, bytesOfNode * this.#arena.nodes)
  }

  #wayTo(node: number, start: number): number[] {
    const way: number[] = []
    for (let at = node; at !== start; ) {
      const edge = (this.#reached[at] as number) - 1
      way.push(edge)
      at = sourceOf(this.#arena, edge)
    }
    return way.reverse()
  }
}
