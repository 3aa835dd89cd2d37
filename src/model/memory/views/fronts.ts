/**
 * Fronts say what is before an operation in the order S of seq_cst operations: by cell, up to which message of it. S has no circle if no operation
 * is put before one that it comes after. Edges into a new operation are collected from the fronts that it meets; edges out of it lead to
 * operations that are later in the order of the cell, and those are done already: so what is before the new one is put before them afterwards.
 * Nothing is ordered by the moment at which it was done, which would forbid what C++20 allows.
 */
import { CARRIED, CARRIES, readFront, writeFront } from './shape.ts'
import { isMolten, join, messageOf, raise, triplesIn, type Work } from './state.ts'

export type Front = number[]

export function frontAt({ shape: { cells }, words }: Work, at: number): Front {
  return words.slice(at, at + cells)
}

/** The later of both, cell by cell. */
export function merge(into: Front, from: readonly number[], at = 0): void {
  for (let cell = 0; cell < into.length; cell++) into[cell] = Math.max(into[cell] as number, from[at + cell] as number)
}

/** Puts what is in the front before whatever has its own at `at`. */
export function putBefore({ words }: Work, at: number, front: Front): void {
  for (let cell = 0; cell < front.length; cell++) raise(words, at + cell, front[cell] as number)
}

/** Joins the fronts of what a read of message `index` (or a write behind it) comes after; which of the molten ones that is, nobody knows. */
export function gather(work: Work, into: Front, cell: number, index: number): void {
  const { shape, words, parts } = work
  if (index === 0 && isMolten(shape, words, cell) && parts.melting.order) return
  for (let j = 0; j <= index; j++) {
    const message = messageOf(shape, words, cell, j)
    merge(into, words, message + writeFront(shape))
    if (j < index) merge(into, words, message + readFront(shape))
  }
}

/** All that knows a later message of the cell than `index` comes after what is in `front`. */
export function close(work: Work, cell: number, index: number, front: Front): void {
  const { shape, words, parts } = work
  if (!parts.closure || front.every((known) => known === 0)) return
  const put = (at: number): void => {
    if ((words[at + cell] as number) > index) putBefore(work, at, front)
  }
  for (const triple of triplesIn(work)) {
    const [before, happened] = [triple + shape.view, triple + shape.view + shape.cells]
    put(before)
    put(happened)
    join(words, triple, happened, shape.cells)
  }
  for (let message = shape.firstMessage; message < words.length; message += shape.message) {
    put(message + writeFront(shape))
    put(message + readFront(shape))
  }
}

/** Changes what views and fronts say of one cell. */
export function renumber({ shape, words }: Work, cell: number, change: (index: number) => number): void {
  const all = (at: number): void => {
    words[at + cell] = change(words[at + cell] as number)
  }
  const triple = (at: number): void => {
    all(at)
    all(at + shape.view)
    all(at + shape.view + shape.cells)
  }
  for (let at = shape.firstTriple; at < shape.firstMessage; at += shape.triple) triple(at)
  for (let at = shape.firstMessage; at < words.length; at += shape.message) {
    if (words[at + CARRIES] === 1) triple(at + CARRIED)
    all(at + writeFront(shape))
    all(at + readFront(shape))
  }
}
