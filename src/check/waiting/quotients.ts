import { buildGraph } from '../../explorer/graph/build-graph.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import { type Quotient, quotientOf } from '../../explorer/quotient/quotient.ts'
import type { Alike } from '../../explorer/symmetry/alike.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'

/** States of a whole graph that is built for the sake of a shortest run. */
const fewStates = 1 << 18

/** The quotients of a program, each built once. */
export class Quotients {
  readonly compiled: Compiled
  readonly alike: Alike
  readonly meter: Meter
  /** States of the largest one. */
  most = 0
  readonly #limitStates: number
  /** By exchanges, as text; `undefined` where one is too large. */
  readonly #known = new Map<string, Quotient | undefined>()
  #whole: Graph | 'too large' | undefined

  /** Expects closed tables. */
  constructor(compiled: Compiled, alike: Alike, meter: Meter, limitStates: number) {
    this.compiled = compiled
    this.alike = alike
    this.meter = meter
    this.#limitStates = limitStates
  }

  /**
   * By all exchanges, or by those that leave the thread alone; `undefined` where there are none, or it is too large.
   * @throws SymmetryRefused
   */
  *of(thread: ThreadIndex | undefined): Task<Quotient | undefined> {
    const all = this.compiled.program.symmetry?.swaps ?? []
    const swaps = this.alike.swaps.filter((swap) => thread === undefined || all[swap]?.includes(thread) === false)
    if (swaps.length === 0) return undefined
    const key = swaps.join()
    if (!this.#known.has(key)) this.#known.set(key, yield* this.#built(swaps))
    return this.#known.get(key)
  }

  /** Where it has few states. */
  *whole(): Task<Graph | undefined> {
    if (this.#whole === undefined) {
      const { graph, limit } = yield* buildGraph(this.compiled.program, {
        meter: this.meter,
        limitStates: Math.min(fewStates, this.#limitStates),
      })
      this.#whole = limit === undefined ? graph : 'too large'
    }
    return this.#whole === 'too large' ? undefined : this.#whole
  }

  *#built(swaps: readonly number[]): Task<Quotient | undefined> {
    const options = { meter: this.meter, limitStates: this.#limitStates }
    const quotient = yield* quotientOf(this.compiled.program, swaps, options)
    if (quotient.limit !== undefined) return undefined
    this.most = Math.max(this.most, quotient.graph.nodes)
    return quotient
  }
}
