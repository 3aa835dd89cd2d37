import { isNegated, not, type Term, type Terms } from './terms.ts'

/** One way to satisfy a formula: all of `now` holds at this position, and `next`, if there is one, at the next. */
export type Way = { readonly now: readonly Term[]; readonly next?: Term }

/**
 * What makes the automaton right, each part by name. Tests put something else in their place and see that it is
 * noticed.
 */
export type Rules = {
  /** The ways to satisfy what is no constant and no proposition: it holds if and only if one of them does. */
  readonly waysOf: (terms: Terms, term: Term) => readonly Way[]
  /**
   * Whether `until` is not put off at a position where these hold. It is what its acceptance set wants again and again.
   */
  readonly isMet: (held: ReadonlySet<Term>, until: Term, goal: Term) => boolean
}

export const soundRules: Rules = {
  waysOf(terms, term) {
    const entry = terms.entry(term)
    const isNot = isNegated(term)
    switch (entry.kind) {
      case 'true':
      case 'proposition':
        return []
      case 'next':
        return [{ now: [], next: isNot ? not(entry.of) : entry.of }]
      case 'and':
        return isNot ? [{ now: [not(entry.left)] }, { now: [not(entry.right)] }] : [{ now: [entry.left, entry.right] }]
      case 'until':
        return isNot ? releaseWays(term, not(entry.left), not(entry.right)) : untilWays(term, entry.left, entry.right)
    }
  },
  isMet: (held, until, goal) => !held.has(until) || held.has(goal),
}

/** a U b is b | a & X (a U b). */
function untilWays(term: Term, left: Term, right: Term): readonly Way[] {
  return [{ now: [right] }, { now: [left], next: term }]
}

/** a R b is b & (a | X (a R b)). */
function releaseWays(term: Term, left: Term, right: Term): readonly Way[] {
  return [{ now: [right, left] }, { now: [right], next: term }]
}
