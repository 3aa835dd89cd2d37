/**
 * C++20 memory without load buffering, as a machine that equals its axioms: a cell is the list of its messages, oldest first, and each thread has a
 * view of the oldest that it may still read (Kang, Hur, Lahav, Vafeiadis, Dreyer: A promising semantics, POPL 2017, without promises). What
 * they leave out, seq_cst accesses as ISO C++20 orders them, is done by fronts (fronts.ts).
 */

import type { Order } from '../../protocol/orders.ts'
import type { Access, Machine, Room, Sees, Size, Way, Words } from '../machine.ts'
import { KEEPS, WAITS } from '../machine.ts'
import { collect } from './collect.ts'
import { fence } from './fence.ts'
import { plainLoad, plainStore, raceOf } from './plain.ts'
import { type ReadBy, read } from './read.ts'
import { CURRENT, GLUED, plainAt, type Shape, shapeOf, tripleOf, VALUE } from './shape.ts'
import { allParts, initialWords, isMolten, messageOf, moltenOf, type Parts, type Work } from './state.ts'
import { write, writeMolten } from './write.ts'

type AccessOf<Kind extends Access['kind']> = Extract<Access, { kind: Kind }>

/** Every message that could still be read is kept. */
export const exactly: Room = { places: Number.POSITIVE_INFINITY, beyond: 'gone' }

export function views(size: Size, parts: Parts = allParts, room: Room = exactly): Machine {
  const shape = shapeOf(size)
  return {
    initial: initialWords(shape, size),
    ways: (state, thread, access, sees = 'any') => waysOf({ shape, parts, room, state, thread, sees }, access),
    settles: () => [],
    newest: (state, cell) =>
      cell < shape.cells
        ? (state[messageOf(shape, state, cell, (state[cell] as number) - 1) + VALUE] as number)
        : (state[plainAt(shape, cell - shape.cells)] as number),
  }
}

/** A thread at a state. */
type At = {
  readonly shape: Shape
  readonly parts: Parts
  readonly room: Room
  readonly state: Words
  readonly thread: number
  readonly sees: Sees
}

function waysOf(at: At, access: Access): Way[] {
  switch (access.kind) {
    case 'load':
      return loads(at, access)
    case 'store':
      return stores(at, access)
    case 'update':
      return updates(at, access)
    case 'fence':
      return [done(at, (work) => fence(work, at.thread, access.order))]
    case 'plain load':
      return [raceOf(at.shape, at.state, at.thread, access.cell, false) ?? plainLoads(at, access)]
    case 'plain store':
      return [
        raceOf(at.shape, at.state, at.thread, access.cell, true) ??
          done(at, (work) => plainStore(work, at.thread, access.cell, access.value)),
      ]
  }
}

function plainLoads(at: At, { cell }: AccessOf<'plain load'>): Way {
  return done(at, (work) => plainLoad(work, at.thread, cell), { read: at.state[plainAt(at.shape, cell)] })
}

function loads(at: At, { cell, order, takes }: AccessOf<'load'>): Way[] {
  return readable(at, cell, order).flatMap((place) => {
    const read = valueAt(at, place)
    if (takes?.(read) === false) return []
    return done(at, (work) => readAt(work, at, cell, place, order), { read, isOld: isOld(at, cell, place.index) })
  })
}

function stores(at: At, { cell, order, value }: AccessOf<'store'>): Way[] {
  const { thread, shape, state, parts } = at
  const last = state[cell] as number
  const first = parts.insertion ? firstFor(at, cell, order) + 1 : last
  const written = { thread, cell, value, order }
  const ways: Way[] = []
  for (let index = last; index >= first; index--)
    if (isMeant(at, index < last) && !isGlued(at, cell, index))
      ways.push(done(at, (work) => write(work, index, written), { isOld: index < last }))
  if (first === 1 && isMeant(at, true) && isMolten(shape, state, cell) && parts.melting.stores)
    ways.push(done(at, (work) => writeMolten(work, written), { isOld: true }))
  return ways
}

function updates(at: At, { cell, order, failureOrder, effect }: AccessOf<'update'>): Way[] {
  const [first, firstFailing] = [firstFor(at, cell, order), firstFor(at, cell, failureOrder)]
  return readable(at, cell, 'relaxed').flatMap((place): Way | readonly Way[] => {
    const value = valueAt(at, place)
    const written = effect(value)
    if (written === WAITS) return []
    const seen = { read: value, isOld: isOld(at, cell, place.index) }
    if (written === KEEPS)
      return place.index < firstFailing ? [] : done(at, (work) => readAt(work, at, cell, place, failureOrder), seen)
    if (place.index < first || isUpdated(at, cell, place)) return []
    const change = (work: Work): void => {
      const after = readAt(work, at, cell, place, order)
      const all = { thread: at.thread, cell, value: written, order, after }
      if (place.isMolten) writeMolten(work, all)
      else write(work, place.index + 1, all)
    }
    return done(at, change, seen)
  })
}

/** A message that may be read: its place in the order of the cell, and where it stands. */
type Place = { readonly index: number; readonly message: number; readonly isMolten: boolean }

/** Those that the thread may read, the newest first: so a way has one number however many old ones are kept. */
function readable(at: At, cell: number, order: Order): Place[] {
  const { shape, state, parts } = at
  const first = firstFor(at, cell, order)
  const places: Place[] = []
  const begun = first === 0 && isMolten(shape, state, cell)
  for (let index = (state[cell] as number) - 1; index >= (begun ? 1 : first); index--)
    if (isMeant(at, isOld(at, cell, index)))
      places.push({ index, message: messageOf(shape, state, cell, index), isMolten: false })
  for (let i = 0; begun && isMeant(at, true) && parts.melting.reads && i < (state[shape.cells + cell] as number); i++)
    places.push({ index: 0, message: moltenOf(shape, state, cell, i), isMolten: true })
  return places
}

/** No message that it knows to be overwritten, or that an earlier seq_cst operation overwrote. */
function firstFor({ shape, state, thread }: At, cell: number, order: Order): number {
  const current = tripleOf(shape, thread, CURRENT)
  const known = state[current + cell] as number
  return order === 'seq_cst' ? Math.max(known, state[current + shape.view + cell] as number) : known
}

function readAt(work: Work, { thread }: At, cell: number, { index, message }: Place, order: Order): ReadBy {
  return read(work, thread, cell, index, message, order)
}

function isUpdated(at: At, cell: number, { index, message, isMolten }: Place): boolean {
  return isMolten ? at.state[message + GLUED] === 1 : isGlued(at, cell, index + 1)
}

function isGlued({ shape, state }: At, cell: number, index: number): boolean {
  return index < (state[cell] as number) && state[messageOf(shape, state, cell, index) + GLUED] === 1
}

function valueAt({ state }: At, { message }: Place): number {
  return state[message + VALUE] as number
}

function isMeant({ sees }: At, isOld: boolean): boolean {
  return sees === 'any' || (sees === 'an old one') === isOld
}

/** Whether it has been overwritten. */
function isOld({ state }: At, cell: number, index: number): boolean {
  return index < (state[cell] as number) - 1
}

type Seen = { readonly read?: number | undefined; readonly isOld?: boolean }

function done({ shape, parts, state, room }: At, change: (work: Work) => unknown, seen: Seen = {}): Way {
  const work = { shape, parts, words: [...state] }
  change(work)
  const isCut = collect(work, room)
  return { kind: 'done', state: work.words, isCut, isOld: false, ...seen }
}
