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
    const line = this.#lines.findLastIndex((start) => start <= offset)
    return { line: line + 1, column: offset - at(this.#lines, line, 'lines') + 1 }
  }
}
