import type { UserFunction } from './inspect.ts'

type Known = { place: string | undefined; hasEnded: boolean; wentRound: boolean }

/** What became of the loops of a design in all runs of all threads. A loop whose body never answers `again` is no loop. */
export class Loops {
  /** By the text of the body: the same loop of two threads is one. */
  readonly #known = new Map<string, Known>()

  /** `place`: where the loop is performed, if that is known. Other runs begin in the middle of it, and do not know. */
  begins(body: UserFunction, place: string | undefined): void {
    const known = this.#of(body)
    known.place ??= place
  }

  /** The body has returned. */
  returns(body: UserFunction, wentRound: boolean): void {
    const known = this.#of(body)
    if (wentRound) known.wentRound = true
    else known.hasEnded = true
  }

  /** The places of those that have ended and never went round. */
  withoutRounds(): readonly string[] {
    return [...this.#known.values()]
      .filter(({ hasEnded, wentRound }) => hasEnded && !wentRound)
      .map(({ place }) => place ?? 'an unknown place')
  }

  #of(body: UserFunction): Known {
    const text = body.toString()
    const known = this.#known.get(text) ?? { place: undefined, hasEnded: false, wentRound: false }
    this.#known.set(text, known)
    return known
  }
}
