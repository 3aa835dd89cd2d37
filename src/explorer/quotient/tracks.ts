/**
 * The *tracks* of a component of a quotient: the places, a form and a name in it, through which one and the same thread comes. A run that stays in the
 * component may go round until everybody is called as before, so each way along a track can be gone back, and a track meets every form. So a track is in
 * the component what a thread is in a component of the whole graph.
 */
import type { ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Component } from '../graph/components.ts'
import { type Quotient, renamingBy } from './quotient.ts'

/** Calls back with each edge inside a component, the place in it where the edge begins and where it ends. */
type VisitEdge = (edge: number, from: number, to: number) => void

/** What is done with a thread in a member. */
export const workOfThread: number = 1 / 10

export class Tracks {
  readonly threads: number
  readonly #quotient: Quotient
  /** By node, its place in the component that was followed last. */
  readonly #places: Int32Array
  #component: Component | undefined
  #parents: Int32Array = new Int32Array(0)

  constructor(quotient: Quotient) {
    this.#quotient = quotient
    this.threads = quotient.reduction.group.threads
    this.#places = new Int32Array(quotient.graph.nodes)
  }

  /** Places of the component, times threads. */
  get length(): number {
    return this.#parents.length
  }

  /** `skipped`: an edge with one of these bits in its label is none. @throws Stopped */
  *follow(component: Component, meter: Meter, skipped = 0): Task<void> {
    const { members, from, to } = component
    this.#component = component
    this.#parents = new Int32Array((to - from) * this.threads)
    for (let i = from; i < to; i++) this.#places[members[i] as number] = i - from
    for (let i = 0; i < this.#parents.length; i++) this.#parents[i] = i
    const unite: VisitEdge = (edge, before, after) => {
      const renaming = renamingBy(this.#quotient, edge)
      for (let thread = 0; thread < this.threads; thread++)
        this.#unite(before * this.threads + thread, after * this.threads + (renaming[thread] as ThreadIndex)) // a permutation
    }
    for (let i = from; i < to; i++) {
      this.forEdgesOf(members[i] as number, unite, skipped)
      meter.spend(workOfThread * this.threads)
      if (meter.isDue) yield* meter.pause()
    }
  }

  /** The number of the track on which a thread is that is called so in a member. */
  of(node: number, thread: ThreadIndex): number {
    return this.#rootOf((this.#places[node] as number) * this.threads + thread)
  }

  /** Those from the member to members. */
  forEdgesOf(node: number, visit: VisitEdge, skipped = 0): void {
    const { number, numbers } = this.#component as Component // one is followed
    const { offsets, targets, by } = this.#quotient.graph
    for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++) {
      const target = targets[edge] as number
      if (numbers[target] === number && ((by[edge] as number) & skipped) === 0)
        visit(edge, this.#places[node] as number, this.#places[target] as number)
    }
  }

  #rootOf(place: number): number {
    const parents = this.#parents
    let root = place
    while (parents[root] !== root) {
      parents[root] = parents[parents[root] as number] as number
      root = parents[root] as number
    }
    return root
  }

  #unite(a: number, b: number): void {
    const [left, right] = [this.#rootOf(a), this.#rootOf(b)]
    if (left !== right) this.#parents[Math.max(left, right)] = Math.min(left, right)
  }
}
