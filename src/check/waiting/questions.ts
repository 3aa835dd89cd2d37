/** What a declaration asks of the states of a graph: one question, or one of each thread. */

import { ModelError } from '../../errors/model-error.ts'
import type { PropertyChecks } from '../../explorer/findings/property-checks.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import { isInside, type StatePredicate, says } from '../../explorer/graph/predicates.ts'
import type { Question } from '../../explorer/liveness/part.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { predicateId } from '../../model/compile/predicates.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { PredicateDeclaration, RegionDeclaration } from '../../model/protocol/declarations.ts'
import type { LivenessDeclaration } from '../../model/protocol/waiting.ts'

/** `thread`: of whom it is asked, where it is not asked of all together. */
export type Asked = { readonly thread?: ThreadIndex; readonly question: Question }

export class Questions {
  readonly compiled: Compiled
  readonly graph: Graph
  readonly #checks: PropertyChecks

  constructor(compiled: Compiled, graph: Graph, checks: PropertyChecks) {
    this.compiled = compiled
    this.graph = graph
    this.#checks = checks
  }

  /** Those of fair components; of other declarations none. */
  of(declared: LivenessDeclaration): readonly Asked[] {
    switch (declared.kind) {
      case 'starvation freedom':
        return this.threadsIn(declared.trying).map((thread) => ({
          thread,
          question: {
            kind: 'leads to',
            from: this.inside(thread, declared.trying),
            to: this.inside(thread, declared.critical),
          },
        }))
      case 'progress':
        return [
          {
            question: {
              kind: 'leads to',
              from: this.#somebodyIn(declared.trying),
              to: this.#somebodyIn(declared.critical),
            },
          },
        ]
      case 'leads to':
        return [{ question: { kind: 'leads to', from: this.says(declared.from), to: this.says(declared.to) } }]
      case 'infinitely often':
      case 'eventually':
        return [{ question: { kind: declared.kind, holds: this.says(declared.holds) } }]
      default:
        return []
    }
  }

  /** Whose automaton is in the region somewhere. */
  threadsIn(region: RegionDeclaration): readonly ThreadIndex[] {
    const bit = this.#bitOf(region)
    const { threads } = this.compiled.program.ir
    return [...threads.keys()].filter((thread) => threads[thread]?.regions.some((regions) => (regions & bit) !== 0))
  }

  inside(thread: ThreadIndex, region: RegionDeclaration): StatePredicate {
    return isInside(this.compiled.program, this.graph, thread, this.compiled.design.regions.indexOf(region))
  }

  says(predicate: PredicateDeclaration): StatePredicate {
    const isTrue = says(this.#checks, this.graph, predicateId(this.compiled.design, predicate))
    return (state) => {
      try {
        return isTrue(state)
      } catch (error) {
        if (error instanceof ModelError || !(error instanceof Error)) throw error
        const { name, site } = predicate
        throw new ModelError('M014', `'${name}' threw ${error.name}: ${error.message}. It is asked of every state.`, {
          site,
          cause: error,
        })
      }
    }
  }

  #somebodyIn(region: RegionDeclaration): StatePredicate {
    const each = this.threadsIn(region).map((thread) => this.inside(thread, region))
    return (state) => each.some((isIn) => isIn(state))
  }

  #bitOf(region: RegionDeclaration): number {
    return 1 << this.compiled.design.regions.indexOf(region)
  }
}
