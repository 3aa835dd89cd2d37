/** Where an access may go: which messages a thread may read, and what it may be put between. */
import type { Order } from '../../protocol/orders.ts'
import type { Room, Sees, Words } from '../machine.ts'
import { CURRENT, GLUED, type Shape, tripleOf, VALUE } from './shape.ts'
import { isMolten, messageOf, moltenOf, type Parts } from './state.ts'

/** A thread at a state. */
export type At = {
  readonly shape: Shape
  readonly parts: Parts
  readonly room: Room
  readonly state: Words
  readonly thread: number
  readonly sees: Sees
}

/** A message that may be read: its place in the order of the cell, and where it stands. */
export type Place = { readonly index: number; readonly message: number; readonly isMolten: boolean }

/** Those that the thread may read, the newest first: so a way has one number however many old ones are kept. */
export function readable(at: At, cell: number, order: Order): Place[] {
  const { shape, state, parts } = at
  const first = firstFor(at, cell, order)
  const places: Place[] = []
  const begun = first === 0 && isMolten(shape, state, cell)
  for (let index = (state[cell] as number) - 1; index >= (begun ? 1 : first); index--)
    if (isMeant(at, newerThan(at, cell, index) > 0))
      places.push({ index, message: messageOf(shape, state, cell, index), isMolten: false })
  for (let i = 0; begun && isMeant(at, true) && parts.melting.reads && i < (state[shape.cells + cell] as number); i++)
    places.push({ index: 0, message: moltenOf(shape, state, cell, i), isMolten: true })
  return places
}

/** No message that it knows to be overwritten, or that an earlier seq_cst operation overwrote. */
export function firstFor({ shape, state, thread }: At, cell: number, order: Order): number {
  const current = tripleOf(shape, thread, CURRENT)
  const known = state[current + cell] as number
  return order === 'seq_cst' ? Math.max(known, state[current + shape.view + cell] as number) : known
}

export function isUpdated(at: At, cell: number, { index, message, isMolten }: Place): boolean {
  return isMolten ? at.state[message + GLUED] === 1 : isGlued(at, cell, index + 1)
}

export function isGlued({ shape, state }: At, cell: number, index: number): boolean {
  return index < (state[cell] as number) && state[messageOf(shape, state, cell, index) + GLUED] === 1
}

export function valueAt({ state }: At, { message }: Place): number {
  return state[message + VALUE] as number
}

export function isMeant({ sees }: At, isOld: boolean): boolean {
  return sees === 'any' || (sees === 'an old one') === isOld
}

/** How many there are that have overwritten it. */
export function newerThan({ state }: At, cell: number, index: number): number {
  return (state[cell] as number) - 1 - index
}
