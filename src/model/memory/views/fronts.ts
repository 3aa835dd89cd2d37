/**
 * Fronts say what is before an operation in the order S of seq_cst operations: by cell, up to which message of it. S has no circle if no operation
 * is put before one that it comes after. Edges into a new operation are collected from the fronts that it meets; edges out of it lead to
 * operations that are later in the order of the cell, and those are done already: so what is before the new one is put before them afterwards.
 * Nothing is ordered by the moment at which it was done, which would forbid what C++20 allows.
 */
import { CARRIED, CARRIES, readFront, type Shape, writeFront } from './shape.ts'
import { join, messageOf, triplesIn, type Work } from './state.ts'

/** Joins the fronts of what a read of message `index` (or a write behind it) comes after. */
export function gather({ shape, words }: Work, into: number, cell: number, index: number): void {
  for (let j = 0; j <= index; j++) {
    const message = messageOf(shape, words, cell, j)
    join(words, into, message + writeFront(shape), shape.cells)
    if (j < index) join(words, into, message + readFront(shape), shape.cells)
  }
}

/** All that knows a later message of the cell than `index` comes after what is in `front`. */
export function close(work: Work, cell: number, index: number, front: number): void {
  const { shape, words, parts } = work
  if (!parts.closure || isEmpty(shape, words, front)) return
  const put = (at: number): void => {
    if ((words[at + cell] as number) > index) join(words, at, front, shape.cells)
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

function isEmpty({ cells }: Shape, words: readonly number[], front: number): boolean {
  for (let cell = 0; cell < cells; cell++) if (words[front + cell] !== 0) return false
  return true
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
