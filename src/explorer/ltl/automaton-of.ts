import type { Automaton } from './automaton.ts'
import type { Formula } from './parse.ts'
import { reduced } from './reduced.ts'
import { tableauOf } from './tableau.ts'

/**
 * Accepts the endless words of valuations that satisfy the formula, and no others.
 * @throws ModelError M007 where it is too large
 */
export function automatonOf(formula: Formula): Automaton {
  return reduced(tableauOf(formula))
}
