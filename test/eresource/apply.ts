import { type ThreadId, threadIds } from 'lockproof'
import type { EresourceOptions, Resource } from 'lockproof/eresource'
import { defaultOptions, type Queries, queries, type Recipes, recipesOf, startValue } from '#eresource'
import { Recipe } from '../../src/model/language/recipe.ts'

const ids = threadIds(4)
const id = (n: number): ThreadId => ids[n] as ThreadId // four were made
export const T0: ThreadId = id(0)
export const T1: ThreadId = id(1)
export const T2: ThreadId = id(2)
export const T3: ThreadId = id(3)

/** What one call comes to: a new value and an answer, a failure, or nothing because it waits. */
export type Applied = {
  readonly value: Resource
  readonly answer?: unknown
  readonly failure?: string
  readonly waits?: true
}

type RoutineArguments = {
  readonly [K in keyof Recipes]: Recipes[K] extends (r: never, ...args: infer A) => unknown ? A : never
}
export type Call = { readonly [K in keyof Recipes]: readonly [K, ...RoutineArguments[K]] }[keyof Recipes]

/** Applies the recipes of a specification to values, one call after the other. */
export class Machine {
  readonly #recipes: Recipes
  readonly initial: Resource

  constructor(options: Partial<EresourceOptions> = {}) {
    const chosen = { ...defaultOptions, ...options }
    this.#recipes = recipesOf(chosen)
    this.initial = startValue(chosen)
  }

  apply(value: Resource, [routine, ...args]: Call): Applied {
    const recipe = this.#recipes[routine] as (draft: unknown, ...args: readonly unknown[]) => unknown // Call pairs them
    const [outcome] = new Recipe(routine, recipe, args, false).outcomes(value)
    if (outcome === undefined) return { value, waits: true }
    if ('failure' in outcome) return { value, failure: outcome.failure.message }
    return { value: outcome.value as Resource, answer: outcome.answer } // a recipe of resources
  }

  /** The value after these calls, none of which may fail. */
  after(...calls: readonly Call[]): Resource {
    return calls.reduce((value, call) => {
      const { value: next, failure } = this.apply(value, call)
      if (failure !== undefined) throw new Error(`${String(call[0])}: ${failure}`)
      return next
    }, this.initial)
  }
}

/** Asks a query of a value. */
export function ask<K extends keyof Queries>(
  value: Resource,
  query: K,
  ...args: Queries[K] extends (r: Resource, ...args: infer A) => unknown ? A : never
): unknown {
  const method = queries[query] as (value: unknown, ...args: readonly unknown[]) => unknown // the parameters pair them
  const [outcome] = new Recipe(query, method, args, true).outcomes(value)
  return outcome !== undefined && 'answer' in outcome ? outcome.answer : undefined
}
