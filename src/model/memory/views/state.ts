import type { Size, Words } from '../machine.ts'
import { CARRIED, CARRIES, plainAt, RELEASED, type Shape, tripleOf, VALUE, writeBit } from './shape.ts'

/**
 * What makes the machine say all that C++20 allows, and nothing more. Tests take one away at a time, and must miss it.
 */
export type Parts = {
  /** What is before a seq_cst operation is put before those that were done already and come after it. */
  readonly closure: boolean
  /** Reads of a message are before seq_cst operations that overwrite it. */
  readonly readers: boolean
  /** A store may go before others in the order of its cell. */
  readonly insertion: boolean
  /** Nothing comes between an update and what it read. */
  readonly glue: boolean
  /** Who acquires from an update acquires from what that read, too. */
  readonly sequences: boolean
  /** What was before a message that nobody can read any more is before those that follow it. */
  readonly dropped: boolean
  readonly melting: Melting
}

/** What makes the machine say at least as much where messages have melted (melt.ts). */
export type Melting = {
  /** All that are molten can be read, not the last ones alone. */
  readonly reads: boolean
  /** A store may go among them. */
  readonly stores: boolean
  /** An update may follow one of them, unless one has followed it before. */
  readonly updates: boolean
  /** What is before those that are molten is before those alone that follow all of them. */
  readonly order: boolean
  /** Of two that say the same that stays which tells less. */
  readonly least: boolean
}

export const allParts: Parts = {
  closure: true,
  readers: true,
  insertion: true,
  glue: true,
  sequences: true,
  dropped: true,
  melting: { reads: true, stores: true, updates: true, order: true, least: true },
}

/** A state while one step changes it. */
export type Work = { readonly shape: Shape; readonly parts: Parts; readonly words: number[] }

export function initialWords(shape: Shape, { cells, plains, threads }: Size): number[] {
  const words = new Array<number>(shape.firstMessage + cells.length * shape.message).fill(0)
  cells.forEach((value, cell) => {
    words[cell] = 1
    words[shape.firstMessage + cell * shape.message + VALUE] = value
  })
  plains.forEach((value, plain) => {
    words[plainAt(shape, plain)] = value
  })
  for (let thread = 0; thread < threads; thread++)
    for (let which = 0; which <= RELEASED; which++)
      words.fill(1, tripleOf(shape, thread, which) + writeBit(shape, 0), tripleOf(shape, thread, which) + shape.view)
  return words
}

/** Where message `index` of a cell begins. */
export function messageOf(shape: Shape, words: Words, cell: number, index: number): number {
  return moltenOf(shape, words, cell, (words[shape.cells + cell] as number) + index)
}

/** The same of a molten one; messages stand behind them. */
export function moltenOf({ cells, firstMessage, message }: Shape, words: Words, cell: number, index: number): number {
  let before = index
  for (let other = 0; other < cell; other++) before += (words[other] as number) + (words[cells + other] as number)
  return firstMessage + before * message
}

/** Whether the oldest message of the cell stands for many. */
export function isMolten({ cells }: Shape, words: Words, cell: number): boolean {
  return (words[cells + cell] as number) > 0
}

/** Where triples begin: those of threads, and those that messages carry. */
export function triplesIn({ shape, words }: Work): number[] {
  const found: number[] = []
  for (let at = shape.firstTriple; at < shape.firstMessage; at += shape.triple) found.push(at)
  for (let at = shape.firstMessage; at < words.length; at += shape.message)
    if (words[at + CARRIES] === 1) found.push(at + CARRIED)
  return found
}

/** The larger of both, word by word. */
export function join(words: number[], into: number, from: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const word = words[from + i] as number
    if (word > (words[into + i] as number)) words[into + i] = word
  }
}

export function raise(words: number[], at: number, to: number): void {
  if ((words[at] as number) < to) words[at] = to
}

/** Whether no word of the first is larger. */
export function isBelow(
  a: readonly number[],
  from: number,
  b: readonly number[],
  than: number,
  length: number,
): boolean {
  for (let i = 0; i < length; i++) if ((a[from + i] as number) > (b[than + i] as number)) return false
  return true
}
