import type { UserFunction } from './inspect.ts'

/** What became of the loops of a thread in all its runs. A loop whose body never answers `again` is no loop. */
export class Loops {
  /** By the text of the body. */
  readonly #ended = new Map<string, { wentRound: boolean; place: string | undefined }>()

  /** The body has returned; `place`: where the loop was performed, if that is known. */
  note(body: UserFunction, wentRound: boolean, place: string | undefined): void {
    const text = body.toString()
    const known = this.#ended.get(text)
    if (known === undefined) this.#ended.set(text, { wentRound, place })
    else {
      known.wentRound ||= wentRound
      known.place ??= place
    }
  }

  /** The places of those that never went round. */
  withoutRounds(): readonly string[] {
    return [...this.#ended.values()]
      .filter(({ wentRound }) => !wentRound)
      .map(({ place }) => place ?? 'an unknown place')
  }
}
