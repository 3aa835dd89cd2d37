import { at } from '../../errors/at.ts'
import { malformed, mostPropositions, shown } from './malformed.ts'
import { FALSE, not, type Term, Terms, TRUE } from './terms.ts'
import { type Binary, type Token, tokensOf, type Unary } from './tokens.ts'

export type Formula = {
  readonly terms: Terms
  readonly term: Term
  /**
   * Their names, in the order in which they first occur: the i-th is bit i of what an edge requires and forbids. At
   * most 30.
   */
  readonly propositions: readonly string[]
  /** Whether an X is in its text: it then counts steps, and reductions that leave steps out do not preserve it. */
  readonly usesNext: boolean
}

/** How tight an operator binds. All are right associative. */
const tightness: Readonly<Record<Binary, number>> = { '<->': 0, '->': 1, '|': 2, '&': 3, U: 4, R: 4, W: 4, M: 4 }

/**
 * Propositions, `true false`, `! X F G` (`not <> []`), `U R W M` (`V` is R), `& | -> <->` (`&& and /\ || or \/ =>
 * <=>`), parentheses, in that order: what stands first binds tighter. A proposition is a name, `trying.P0`, `flag[0]`,
 * or stands in quotes: 'my state'.
 * @throws ModelError M009 where it is no formula, M007 where it is too long
 */
export function ltl(text: string): Formula {
  const parser = new Parser(text)
  const term = parser.whole()
  const { terms, propositions, usesNext } = parser
  return { terms, term, propositions, usesNext }
}

/** What holds of a word if and only if the formula does not. */
export function negation(formula: Formula): Formula {
  return { ...formula, term: not(formula.term) }
}

const misplaced = 'An operator stands before a formula, or between two.'

class Parser {
  readonly terms: Terms = new Terms()
  readonly propositions: string[] = []
  usesNext = false
  readonly #text: string
  readonly #tokens: readonly Token[]
  #place = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  whole(): Term {
    const term = this.#binary(0)
    const { kind } = this.#seen
    if (kind === ')') throw this.#unexpected(this.#seen, 'an operator or the end', 'No ( is open here.')
    if (kind !== 'end')
      throw this.#unexpected(this.#seen, 'an operator or the end', 'Write an operator between two formulas.')
    return term
  }

  get #seen(): Token {
    return at(this.#tokens, this.#place, 'tokens')
  }

  /** A formula whose operators outside of parentheses bind at least so tight. */
  #binary(least: number): Term {
    let left = this.#unary()
    for (;;) {
      const token = this.#seen
      if (token.kind !== 'binary' || tightness[token.operator] < least) return left
      this.#place++
      left = this.#applied(token.operator, left, this.#binary(tightness[token.operator]))
    }
  }

  #unary(): Term {
    const token = this.#seen
    this.#place++
    switch (token.kind) {
      case '(':
        return this.#closed(token)
      case 'constant':
        return token.word === 'true' ? TRUE : FALSE
      case 'name':
        return this.#proposition(token.name, token.place)
      case 'unary':
        return this.#appliedTo(token.operator, this.#unary())
      default:
        throw this.#unexpected(token, 'a proposition, true, false, !, X, F, G or (', misplaced)
    }
  }

  #closed(opening: Token): Term {
    const term = this.#binary(0)
    const { kind } = this.#seen
    const fix = `The ( at character ${opening.place + 1} is open.`
    if (kind !== ')') throw this.#unexpected(this.#seen, 'an operator or )', fix)
    this.#place++
    return term
  }

  #proposition(name: string, place: number): Term {
    const known = this.propositions.indexOf(name)
    if (known >= 0) return this.terms.proposition(known)
    if (this.propositions.length === mostPropositions) throw tooMany(this.#text, place)
    return this.terms.proposition(this.propositions.push(name) - 1)
  }

  #appliedTo(operator: Unary, of: Term): Term {
    if (operator === '!') return not(of)
    if (operator === 'F') return this.terms.eventually(of)
    if (operator === 'G') return this.terms.always(of)
    this.usesNext = true
    return this.terms.next(of)
  }

  #applied(operator: Binary, left: Term, right: Term): Term {
    const { terms } = this
    switch (operator) {
      case '&':
        return terms.and(left, right)
      case '|':
        return terms.or(left, right)
      case '->':
        return terms.or(not(left), right)
      case '<->':
        return terms.and(terms.or(not(left), right), terms.or(left, not(right)))
      case 'U':
        return terms.until(left, right)
      case 'R':
        return terms.release(left, right)
      case 'W': // left holds until right does, if ever: right is held by what releases it, left or right
        return terms.release(right, terms.or(left, right))
      case 'M':
        return terms.until(right, terms.and(left, right))
    }
  }

  #unexpected({ kind, place, written }: Token, expected: string, fix: string): Error {
    return malformed(this.#text, place, { expected, seen: kind === 'end' ? 'the end' : shown(written), fix })
  }
}

function tooMany(text: string, place: number): Error {
  const expected = `at most ${mostPropositions} propositions`
  const fix = 'Give a name to a condition of several of them.'
  return malformed(text, place, { expected, seen: 'one more', fix }, 'M007')
}
