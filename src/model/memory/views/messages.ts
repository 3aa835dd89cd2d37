import type { Size, Words } from '../machine.ts'
import { CURRENT, plainAt, shapeOf, tripleOf, VALUE } from './shape.ts'
import { messageOf } from './state.ts'

/** What somebody may still read of a cell, oldest first. */
export function messagesOf(size: Size, words: Words, cell: number): number[] {
  const shape = shapeOf(size)
  return Array.from(
    { length: words[cell] as number },
    (_, index) => words[messageOf(shape, words, cell, index) + VALUE] as number,
  )
}

export function plainValue(size: Size, words: Words, plain: number): number {
  return words[plainAt(shapeOf(size), plain)] as number
}

/** Which of these is the oldest that the thread may read. */
export function oldestFor(size: Size, words: Words, thread: number, cell: number): number {
  return words[tripleOf(shapeOf(size), thread, CURRENT) + cell] as number
}
