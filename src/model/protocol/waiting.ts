/** What a design says of runs without end: what must come some time, and what is assumed of whoever decides who steps. */
import type { ThreadId } from '../values/thread-id.ts'
import type { ObjectDeclaration, PredicateDeclaration, RegionDeclaration } from './declarations.ts'

/** A property of runs. Each is asked of every thread that is ever in its first region, but for `progress`, and those of predicates. */
export type LivenessDeclaration = { readonly name: string; readonly site: string | undefined } & (
  | {
      readonly kind: 'starvation freedom' | 'progress'
      readonly trying: RegionDeclaration
      readonly critical: RegionDeclaration
    }
  | { readonly kind: 'leads to'; readonly from: PredicateDeclaration; readonly to: PredicateDeclaration }
  | { readonly kind: 'infinitely often' | 'eventually'; readonly holds: PredicateDeclaration }
  | {
      readonly kind: 'bounded bypass'
      readonly waiting: RegionDeclaration
      readonly critical: RegionDeclaration
      /** Without it the bypass is measured, and cannot fail. */
      readonly atMost?: number
    }
  | {
      readonly kind: 'first come, first served'
      readonly trying: RegionDeclaration
      readonly waiting: RegionDeclaration
      readonly critical: RegionDeclaration
    }
  | { readonly kind: 'ltl'; readonly formula: string; readonly propositions: readonly Proposition[] }
)

/** What a name in a formula stands for. */
export type Proposition = { readonly name: string; readonly holds: PredicateDeclaration }

export type FairnessKind = (typeof fairnessKinds)[number]
export const fairnessKinds = ['none', 'weak', 'strong'] as const

/** Each is a bit of what is kept of a step. */
export const mostActions = 20

/** What is assumed of runs without end. */
export type FairnessDeclaration = {
  /** Of each thread, but for those of `except`. */
  readonly threads: FairnessKind
  readonly except: readonly ThreadId[]
  /** Strong fairness of each thread towards these. */
  readonly actions: readonly NamedAction[]
}

/** A step of which a method of one of these objects is part, with an answer that counts. */
export type NamedAction = {
  readonly label: string
  readonly objects: readonly ObjectDeclaration[]
  readonly method: string
  readonly counts: (answer: unknown) => boolean
}
