/** What declarations ask of the states of a graph: one question, or one of each thread. */
import { at } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import { suggestion } from '../../errors/suggestion.ts'
import { PropertyChecks } from '../../explorer/findings/property-checks.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import { isInside, type StatePredicate, says } from '../../explorer/graph/predicates.ts'
import { answerOfAutomaton } from '../../explorer/liveness/accepted.ts'
import { type Answer, type AnswerOptions, answerOf } from '../../explorer/liveness/answer.ts'
import type { Fairness } from '../../explorer/liveness/fairness.ts'
import type { Question } from '../../explorer/liveness/part.ts'
import { automatonOf } from '../../explorer/ltl/automaton-of.ts'
import { ltl, negation } from '../../explorer/ltl/parse.ts'
import { type Alike, nobodyAlike, oneOfEach } from '../../explorer/symmetry/alike.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { predicateId } from '../../model/compile/predicates.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { PredicateDeclaration, RegionDeclaration } from '../../model/protocol/declarations.ts'
import type { LivenessDeclaration } from '../../model/protocol/waiting.ts'
import type { Task } from '../../tasks/task.ts'

/** `thread`: of whom it is asked, where it is not asked of all together. */
export type Asked = {
  readonly thread?: ThreadIndex
  /** Where no automaton asks. */
  readonly question?: Question
  readonly answer: (fairness: Fairness, options: AnswerOptions) => Task<Answer>
  /** What must have been so before anything is asked for, where there is such a thing. */
  readonly begins?: StatePredicate
}

type Formula = Extract<LivenessDeclaration, { readonly kind: 'ltl' }>

export class Questions {
  readonly compiled: Compiled
  readonly graph: Graph
  readonly #alike: Alike
  readonly #checks: PropertyChecks

  constructor(compiled: Compiled, graph: Graph, alike: Alike = nobodyAlike) {
    this.compiled = compiled
    this.graph = graph
    this.#alike = alike
    this.#checks = new PropertyChecks(compiled.program)
  }

  /** Those about fair runs; of other declarations none. */
  of(declared: LivenessDeclaration): readonly Asked[] {
    switch (declared.kind) {
      case 'starvation freedom': {
        const { trying, critical } = declared
        return this.askedIn(trying).map((thread) => ({
          thread,
          ...this.#asked({ kind: 'leads to', from: this.inside(thread, trying), to: this.inside(thread, critical) }),
        }))
      }
      case 'progress':
        return [
          this.#asked({
            kind: 'leads to',
            from: this.somebodyIn(declared.trying),
            to: this.somebodyIn(declared.critical),
          }),
        ]
      case 'leads to':
        return [this.#asked({ kind: 'leads to', from: this.#says(declared.from), to: this.#says(declared.to) })]
      case 'infinitely often':
      case 'eventually':
        return [this.#asked({ kind: declared.kind, holds: this.#says(declared.holds) })]
      case 'ltl':
        return [this.#formula(declared)]
      default:
        return []
    }
  }

  namesOf(threads: readonly ThreadIndex[]): readonly string[] {
    return threads.map((thread) => at(this.compiled.design.threads, thread, 'threads').name)
  }

  threadsIn(region: RegionDeclaration): readonly ThreadIndex[] {
    return threadsIn(this.compiled, region)
  }

  /** Of whom it is enough to ask: one of those that are alike. */
  askedIn(region: RegionDeclaration): readonly ThreadIndex[] {
    return oneOfEach(this.threadsIn(region), this.#alike)
  }

  inside(thread: ThreadIndex, region: RegionDeclaration): StatePredicate {
    return isInside(this.compiled.program, this.graph, thread, this.compiled.design.regions.indexOf(region))
  }

  somebodyIn(region: RegionDeclaration): StatePredicate {
    const each = this.threadsIn(region).map((thread) => this.inside(thread, region))
    return (state) => each.some((isIn) => isIn(state))
  }

  #asked(question: Question): Asked {
    return {
      question,
      answer: (fairness, options) => answerOf(this.graph, question, fairness, options),
      ...(question.kind === 'leads to' ? { begins: question.from } : {}),
    }
  }

  /** An automaton of what must not be reads the states. */
  #formula({ formula, propositions, site }: Formula): Asked {
    const parsed = ltl(formula)
    const each = parsed.propositions.map((name) => {
      const declared = propositions.find((one) => one.name === name)
      return declared === undefined ? this.#placeIn(name, propositions, site) : this.#says(declared.holds)
    })
    const automaton = automatonOf(negation(parsed))
    const valuationOf = (state: number): number =>
      each.reduce((set, isTrue, bit) => (isTrue(state) ? set | (1 << bit) : set), 0)
    return { answer: (fairness, options) => answerOfAutomaton(this.graph, automaton, valuationOf, fairness, options) }
  }

  /** `critical`, `critical.T0`. @throws ModelError M009 where there is no such region or thread, or two of them */
  #placeIn(name: string, propositions: Formula['propositions'], site: string | undefined): StatePredicate {
    const { regions, threads } = this.compiled.design
    const places = regions.flatMap((region) => [
      { place: region.name, isThere: () => this.somebodyIn(region) },
      ...threads.map((one, thread) => ({
        place: `${region.name}.${one.name}`,
        isThere: () => this.inside(thread, region),
      })),
    ])
    const [found, ...others] = places.filter(({ place }) => place === name)
    if (found !== undefined && others.length === 0) return found.isThere()
    const known = [...places.map(({ place }) => place), ...propositions.map((one) => one.name)]
    const expected = 'a region, region.thread, or one of the propositions'
    throw new ModelError(
      'M009',
      found === undefined
        ? `ltl(): nothing is called ${name}: expected ${expected}.${suggestion(name, known)}`
        : `ltl(): ${name} is the name of a region, and of a thread in another one: expected different names, or a proposition of that name.`,
      { expected: known.join(', '), seen: name, site },
    )
  }

  #says(predicate: PredicateDeclaration): StatePredicate {
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
}

/** Whose automaton is in the region somewhere. */
export function threadsIn({ design, program }: Compiled, region: RegionDeclaration): readonly ThreadIndex[] {
  const bit = 1 << design.regions.indexOf(region)
  const { threads } = program.ir
  return [...threads.keys()].filter((thread) =>
    at(threads, thread, 'threads').regions.some((regions) => (regions & bit) !== 0),
  )
}
