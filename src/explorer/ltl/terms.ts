import { at } from '../../errors/at.ts'

/**
 * Formulas as numbers: each is kept once, equal ones are one. Terms 2k and 2k + 1 are each other's negation, and only
 * the even one has an entry: `or` is the negation of an `and` and so on. So negation costs nothing, a normal form that
 * has it at propositions only is read off (`a U b` with an odd number is `!a R !b`), and whatever simplifies one
 * operator simplifies its dual.
 */
export type Term = number

/** What an even term is. */
export type Entry =
  | { readonly kind: 'true' }
  | { readonly kind: 'proposition'; readonly index: number }
  | { readonly kind: 'next'; readonly of: Term }
  | { readonly kind: 'and' | 'until'; readonly left: Term; readonly right: Term }

export const TRUE: Term = 0
export const FALSE: Term = 1

export function not(term: Term): Term {
  return term ^ 1
}

export function isNegated(term: Term): boolean {
  return (term & 1) === 1
}

/** Every simplification here is an equivalence of LTL over endless words. */
export class Terms {
  readonly #entries: Entry[] = [{ kind: 'true' }]
  readonly #known = new Map<string, Term>()

  /** What the term is, or its negation. */
  entry(term: Term): Entry {
    return at(this.#entries, term >> 1, 'terms')
  }

  proposition(index: number): Term {
    return this.#kept({ kind: 'proposition', index }, `${index}`)
  }

  and(a: Term, b: Term): Term {
    const [left, right] = a < b ? [a, b] : [b, a]
    if (left === FALSE || left === not(right)) return FALSE
    if (left === TRUE || left === right) return right
    const [nextLeft, nextRight] = [this.#afterNext(left), this.#afterNext(right)]
    const bothNext = nextLeft !== undefined && nextRight !== undefined
    if (bothNext) return this.next(this.and(nextLeft, nextRight)) // X a & X b is X (a & b)
    const [always, alwaysToo] = [this.#afterAlways(left), this.#afterAlways(right)]
    const bothAlways = always !== undefined && alwaysToo !== undefined
    if (bothAlways) return this.always(this.and(always, alwaysToo)) // G a & G b is G (a & b)
    return this.#kept({ kind: 'and', left, right }, `${left}&${right}`)
  }

  or(a: Term, b: Term): Term {
    return not(this.and(not(a), not(b)))
  }

  next(of: Term): Term {
    if (of === TRUE || of === FALSE) return of
    return isNegated(of) ? not(this.next(not(of))) : this.#kept({ kind: 'next', of }, `X${of}`) // X !a is !X a
  }

  until(left: Term, right: Term): Term {
    if (right === TRUE || right === FALSE || left === FALSE || left === right) return right
    if (left === not(right)) return this.until(TRUE, right) // !b U b is F b
    const [nextLeft, nextRight] = [left === TRUE ? TRUE : this.#afterNext(left), this.#afterNext(right)]
    const bothNext = nextLeft !== undefined && nextRight !== undefined
    if (bothNext) return this.next(this.until(nextLeft, nextRight)) // X a U X b is X (a U b)
    const later = this.#until(right)
    if (left === later?.left || left === later?.right) return right // a U (a U b), and a U (b U a) is b U a
    if (later !== undefined && left === TRUE) return this.until(TRUE, later.right) // F (a U b) is F b
    const always = left === TRUE ? this.#afterAlways(right) : undefined
    if (always !== undefined && this.#until(always)?.left === TRUE) return right // F G F a is G F a
    return this.#kept({ kind: 'until', left, right }, `${left}U${right}`)
  }

  release(left: Term, right: Term): Term {
    return not(this.until(not(left), not(right)))
  }

  eventually(of: Term): Term {
    return this.until(TRUE, of)
  }

  always(of: Term): Term {
    return this.release(FALSE, of)
  }

  /** a, of X a. */
  #afterNext(term: Term): Term | undefined {
    const entry = this.entry(term)
    if (entry.kind !== 'next') return undefined
    return isNegated(term) ? not(entry.of) : entry.of
  }

  /** a, of G a. */
  #afterAlways(term: Term): Term | undefined {
    const dual = this.#until(not(term))
    return dual?.left === TRUE ? not(dual.right) : undefined
  }

  #until(term: Term): { readonly left: Term; readonly right: Term } | undefined {
    const entry = this.entry(term)
    return entry.kind === 'until' && !isNegated(term) ? entry : undefined
  }

  #kept(entry: Entry, key: string): Term {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const term = 2 * this.#entries.length
    this.#entries.push(entry)
    this.#known.set(key, term)
    return term
  }
}
