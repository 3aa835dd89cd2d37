import { ModelError } from '../../errors/model-error.ts'

/** Of small operations: less than a second. */
const most = 200_000

/** An automaton may be exponentially larger than its formula. @throws ModelError M007 where it is too large */
export class Budget {
  #spent = 0

  spend(amount = 1): void {
    this.#spent += amount
    if (this.#spent > most) throw tooLarge()
  }
}

export function tooLarge(): ModelError {
  const [expected, seen] = ['a formula whose automaton is small', 'one that has too many cases']
  const fix = 'Make several properties of it: instead of a & b, one of a and one of b.'
  return new ModelError('M007', `An LTL formula is too large: expected ${expected}, saw ${seen}. ${fix}`, {
    expected,
    seen,
    fix,
  })
}
