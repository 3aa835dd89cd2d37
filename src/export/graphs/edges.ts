import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import { type Graph, stateOf } from '../../explorer/graph/graph.ts'
import { By } from '../../explorer/steps/by.ts'
import { type Step, stepOf } from '../../explorer/steps/schedule.ts'
import { StepWalker } from '../../explorer/steps/step-walker.ts'
import type { Program } from '../../model/ir.ts'

/** An edge of the graph, and the step that it is. */
export type Edge = { readonly index: number; readonly from: number; readonly to: number; readonly step: Step }

/** A graph knows who steps. The same paths walked again say what is done on them: they come in the same order. */
export class Edges {
  readonly #program: Program
  readonly #graph: Graph
  readonly #walker: StepWalker

  constructor(program: Program, graph: Graph) {
    this.#program = program
    this.#graph = graph
    this.#walker = new StepWalker(program, undefined, true)
  }

  /** Of a state that has been expanded. */
  of(state: number): readonly Edge[] {
    const { offsets, targets, by } = this.#graph
    const { values, locals } = stateOf(this.#graph, state)
    const edges: Edge[] = []
    const start = at(offsets, state)
    this.#walker.values.set(values)
    for (const thread of this.#program.ir.threads.keys()) {
      const local = at(locals, thread)
      this.#walker.walk(thread, local, (target) => {
        const index = start + edges.length
        if ((at(by, index) & By.thread) !== thread) throw new InternalError(`edge ${index} is of another thread`)
        const step = stepOf(thread, local, target, [...this.#walker.moves])
        edges.push({ index, from: state, to: at(targets, index), step })
      })
    }
    if (start + edges.length !== offsets[state + 1]) throw new InternalError(`state ${state} has other edges`)
    return edges
  }
}
