import type { Size } from '../machine.ts'

/**
 * Where things stand in the words of a state:
 *
 *     number of messages, by cell | of molten ones | values of the plain cells | three triples a thread | cell 0: molten, messages; cell 1; …
 *     triple   V: by cell the oldest message that may be read; by plain cell, whether its newest write is known; by plain cell and thread,
 *                 whether that thread's newest read of it is
 *              P: by cell, how far it is before the next seq_cst operation      H: the same for the seq_cst fences that happen before whatever is next
 *     message  value, is glued to the one before, carries a triple, the triple, fronts F of its write and R of its reads; oldest first
 *     molten   the same without fronts; glued: an update has read it (melt.ts)
 */
export type Shape = {
  readonly cells: number
  readonly plains: number
  readonly threads: number
  /** Words of V, and so where P begins in a triple. */
  readonly view: number
  readonly triple: number
  readonly message: number
  readonly firstTriple: number
  readonly firstMessage: number
}

export function shapeOf({ cells: { length: cells }, plains: { length: plains }, threads }: Size): Shape {
  const view = cells + plains * (1 + threads)
  const triple = view + 2 * cells
  const firstTriple = 2 * cells + plains
  return {
    cells,
    plains,
    threads,
    view,
    triple,
    message: 3 + triple + 2 * cells,
    firstTriple,
    firstMessage: firstTriple + 3 * threads * triple,
  }
}

/** The value of a plain cell. */
export function plainAt({ cells }: Shape, plain: number): number {
  return 2 * cells + plain
}

/** What a thread knows; what an acquire fence would add to that; what its relaxed stores publish. */
export const CURRENT = 0
export const ACQUIRED = 1
export const RELEASED = 2

export function tripleOf({ firstTriple, triple }: Shape, thread: number, which: number): number {
  return firstTriple + (3 * thread + which) * triple
}

/** In V: whether the newest write of a plain cell is known. */
export function writeBit({ cells }: Shape, plain: number): number {
  return cells + plain
}

/** In V: whether the newest read that a thread made of a plain cell is known. */
export function readBit({ cells, plains, threads }: Shape, plain: number, thread: number): number {
  return cells + plains + plain * threads + thread
}

/** In a message. */
export const VALUE = 0
export const GLUED = 1
export const CARRIES = 2
export const CARRIED = 3

/** In a message: what is before its write in the order of seq_cst operations, and what is before its reads. */
export function writeFront({ triple }: Shape): number {
  return CARRIED + triple
}

export function readFront({ triple, cells }: Shape): number {
  return CARRIED + triple + cells
}
