import { at } from '../../errors/at.ts'
import type { Place } from '../recording/recording.ts'

/** A file as text, which can tell the place of a character. */
export class FileText {
  readonly name: string
  readonly text: string
  /** Where each line starts. */
  readonly #lines: readonly number[]

  constructor(name: string, text: string) {
    this.name = name
    this.text = text
    this.#lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  }

  placeOf(offset: number): Place {
    const line = this.#lineOf(offset)
    return { line: line + 1, column: offset - at(this.#lines, line, 'lines') + 1 }
  }

  /** By halves: every step of a long recording is asked for. */
  #lineOf(offset: number): number {
    let [first, after] = [0, this.#lines.length]
    while (after - first > 1) {
      const middle = (first + after) >> 1
      if (at(this.#lines, middle, 'lines') <= offset) first = middle
      else after = middle
    }
    return first
  }
}
