import { widthOf } from './wrap.ts'

/** A piece of a line at a column of its own. */
export type Piece = { readonly at: number; readonly text: string; readonly mark?: (text: string) => string }

/** Puts the pieces where they belong; one that an earlier piece reaches into is left out. */
export function lineOf(pieces: readonly Piece[]): string {
  let line = ''
  let end = 0
  for (const { at, text, mark } of pieces.toSorted((a, b) => a.at - b.at)) {
    if (text === '' || at < end) continue
    line += ' '.repeat(at - end) + (mark === undefined ? text : mark(text))
    end = at + widthOf(text)
  }
  return line
}
