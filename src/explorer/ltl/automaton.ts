/**
 * A generalised Büchi automaton. Guards are on edges, and an edge reads the letter at which it starts: at state `a`,
 * with the valuation of a system state `s` before it, each edge of `a` that `s` matches leads to its `to`, whose letter
 * will be that of a successor of `s`. So the product over a graph is: from node (s, a) to (s', to) for each successor
 * s' of s and each edge of a that s matches, from (s0, a0) on. Nothing is asked of a node.
 */
export type Automaton = {
  /** How many; their numbers begin with 0, and are the same in every process. */
  readonly states: number
  /** State 0; or none, where nothing satisfies the formula. */
  readonly initial: readonly number[]
  readonly edges: readonly (readonly Edge[])[]
  /**
   * How many acceptance sets there are, at most 30: a run is accepted if it meets each of them again and again. With
   * none, every endless run is.
   */
  readonly sets: number
  /**
   * By state, the sets that it belongs to, as bits: a component is accepting if those of its states together are all.
   */
  readonly marks: readonly number[]
}

/** A valuation matches if it has all bits that are required, and none that are forbidden. */
export type Guard = { readonly requires: number; readonly forbids: number }
export type Edge = Guard & { readonly to: number }
