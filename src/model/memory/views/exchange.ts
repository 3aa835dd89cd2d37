/** A state of memory with threads, and what belongs to them, in each other's places. */
import type { Words } from '../machine.ts'
import { tidy } from './melt.ts'
import {
  CARRIED,
  CARRIES,
  GLUED,
  plainAt,
  readBit,
  readFront,
  type Shape,
  tripleOf,
  VALUE,
  writeBit,
  writeFront,
} from './shape.ts'
import { allParts, isMolten, moltenOf } from './state.ts'

/** By number, what stands in whose place: each list is its own inverse. */
export type Renaming = {
  readonly threads: readonly number[]
  readonly cells: readonly number[]
  readonly plains: readonly number[]
  /** What becomes of a value of a cell, and of a plain one. */
  readonly value: (cell: number, value: number) => number
  readonly plainValue: (plain: number, value: number) => number
}

export function exchange(shape: Shape, words: Words, by: Renaming): number[] {
  const made = new Array<number>(shape.firstMessage).fill(0)
  by.cells.forEach((from, cell) => {
    made[cell] = words[from] as number
    made[shape.cells + cell] = words[shape.cells + from] as number
  })
  by.plains.forEach((from, plain) => {
    made[plainAt(shape, plain)] = by.plainValue(from, words[plainAt(shape, from)] as number)
  })
  by.threads.forEach((from, thread) => {
    for (let which = 0; which < 3; which++)
      put(made, tripleOf(shape, thread, which), tripleExchanged(shape, words, tripleOf(shape, from, which), by))
  })
  for (const from of by.cells) {
    const first = moltenOf(shape, words, from, 0)
    const count = (words[from] as number) + (words[shape.cells + from] as number)
    for (let i = 0; i < count; i++) made.push(...messageExchanged(shape, words, first + i * shape.message, from, by))
  }
  const work = { shape, parts: allParts, words: made }
  for (let cell = 0; cell < shape.cells; cell++) if (isMolten(shape, made, cell)) tidy(work, cell)
  return made
}

function messageExchanged(shape: Shape, words: Words, at: number, cell: number, by: Renaming): number[] {
  const value = by.value(cell, words[at + VALUE] as number)
  const glued = words[at + GLUED] as number
  const carries = words[at + CARRIES] as number
  const fronts = [writeFront(shape), readFront(shape)].map((front) =>
    by.cells.map((from) => words[at + front + from] as number),
  )
  return [value, glued, carries, ...tripleExchanged(shape, words, at + CARRIED, by), ...fronts.flat()]
}

function tripleExchanged(shape: Shape, words: Words, at: number, by: Renaming): number[] {
  const word = (offset: number): number => words[at + offset] as number
  const ofCells = (offset: number): number[] => by.cells.map((from) => word(offset + from))
  return [
    ...ofCells(0),
    ...by.plains.map((from) => word(writeBit(shape, from))),
    ...by.plains.flatMap((from) => by.threads.map((thread) => word(readBit(shape, from, thread)))),
    ...ofCells(shape.view),
    ...ofCells(shape.view + shape.cells),
  ]
}

function put(words: number[], at: number, some: readonly number[]): void {
  some.forEach((word, i) => {
    words[at + i] = word
  })
}
