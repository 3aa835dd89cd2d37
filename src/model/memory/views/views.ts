/**
 * C++20 memory without load buffering, as a machine that equals its axioms: a cell is the list of its messages, oldest first, and each thread has a
 * view of the oldest that it may still read (Kang, Hur, Lahav, Vafeiadis, Dreyer: A promising semantics, POPL 2017, without promises). What
 * they leave out, seq_cst accesses as ISO C++20 orders them, is done by fronts (fronts.ts).
 */

import type { Order } from '../../protocol/orders.ts'
import type { Access, Machine, Room, Size, Way } from '../machine.ts'
import { KEEPS, WAITS } from '../machine.ts'
import { collect } from './collect.ts'
import { fence } from './fence.ts'
import { type At, firstFor, isGlued, isMeant, isUpdated, newerThan, type Place, readable, valueAt } from './places.ts'
import { plainLoad, plainStore, raceOf } from './plain.ts'
import { type ReadBy, read } from './read.ts'
import { plainAt, shapeOf, VALUE } from './shape.ts'
import { allParts, initialWords, isMolten, messageOf, type Parts, type Work } from './state.ts'
import { synchronize } from './synchronize.ts'
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
    case 'synchronize':
      return [done(at, (work) => synchronize(work, at.thread, access.cell))]
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
    return done(at, (work) => readAt(work, at, cell, place, order), { read, newer: newerThan(at, cell, place.index) })
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
      ways.push(done(at, (work) => write(work, index, written), { newer: last - index }))
  if (first === 1 && isMeant(at, true) && isMolten(shape, state, cell) && parts.melting.stores)
    ways.push(done(at, (work) => writeMolten(work, written), { newer: last }))
  return ways
}

function updates(at: At, { cell, order, failureOrder, effect }: AccessOf<'update'>): Way[] {
  const [first, firstFailing] = [firstFor(at, cell, order), firstFor(at, cell, failureOrder)]
  return readable(at, cell, 'relaxed').flatMap((place): Way | readonly Way[] => {
    const value = valueAt(at, place)
    const written = effect(value)
    if (written === WAITS) return []
    const seen = { read: value, newer: newerThan(at, cell, place.index) }
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

function readAt(work: Work, { thread }: At, cell: number, { index, message }: Place, order: Order): ReadBy {
  return read(work, thread, cell, index, message, order)
}

type Seen = { readonly read?: number | undefined; readonly newer?: number }

function done({ shape, parts, state, room }: At, change: (work: Work) => unknown, seen: Seen = {}): Way {
  const work = { shape, parts, words: [...state] }
  change(work)
  const isCut = collect(work, room)
  return { kind: 'done', state: work.words, isCut, ...seen }
}
