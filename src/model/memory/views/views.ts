/**
 * C++20 memory without load buffering, as a machine that equals its axioms: a cell is the list of its messages, oldest first, and each thread has a
 * view of the oldest that it may still read (Kang, Hur, Lahav, Vafeiadis, Dreyer: A promising semantics, POPL 2017, without promises). What
 * they leave out, seq_cst accesses as ISO C++20 orders them, is done by fronts (fronts.ts).
 */

import type { Order } from '../../protocol/orders.ts'
import type { Access, Machine, Size, Way, Words } from '../machine.ts'
import { KEEPS, WAITS } from '../machine.ts'
import { collect } from './collect.ts'
import { fence } from './fence.ts'
import { plainLoad, plainStore, raceOf } from './plain.ts'
import { read } from './read.ts'
import { CURRENT, GLUED, type Shape, shapeOf, tripleOf, VALUE } from './shape.ts'
import { allParts, initialWords, messageOf, type Parts, type Work } from './state.ts'
import { write } from './write.ts'

type AccessOf<Kind extends Access['kind']> = Extract<Access, { kind: Kind }>

/** `room`: how many messages of a cell are kept; of more the oldest go, though somebody could still read them. */
export function views(size: Size, parts: Parts = allParts, room: number = Number.POSITIVE_INFINITY): Machine {
  const shape = shapeOf(size)
  return {
    initial: initialWords(shape, size),
    ways: (state, thread, access) => waysOf({ shape, parts, room, state, thread }, access),
    settles: () => [],
    newest: (state, cell) =>
      cell < shape.cells ? valueOf(shape, state, cell, (state[cell] as number) - 1) : (state[cell] as number),
  }
}

/** A thread at a state. */
type At = {
  readonly shape: Shape
  readonly parts: Parts
  readonly room: number
  readonly state: Words
  readonly thread: number
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
  return done(at, (work) => plainLoad(work, at.thread, cell), at.state[at.shape.cells + cell])
}

function loads(at: At, { cell, order, takes }: AccessOf<'load'>): Way[] {
  return messagesFor(at, cell, order).flatMap((index) => {
    const value = valueOf(at.shape, at.state, cell, index)
    if (takes?.(value) === false) return []
    return done(at, (work) => read(work, at.thread, cell, index, order), value, isOld(at, cell, index))
  })
}

function stores(at: At, { cell, order, value }: AccessOf<'store'>): Way[] {
  const last = at.state[cell] as number
  const places = at.parts.insertion ? messagesFor(at, cell, order).map((index) => index + 1) : [last]
  return places
    .filter((index) => !isGlued(at, cell, index))
    .map((index) => done(at, (work) => write(work, at.thread, cell, index, value, order)))
}

function updates(at: At, { cell, order, failureOrder, effect }: AccessOf<'update'>): Way[] {
  const weakest = messagesFor(at, cell, 'relaxed')
  const [readable, failing] = [messagesFor(at, cell, order), messagesFor(at, cell, failureOrder)]
  return weakest.flatMap((index): Way | readonly Way[] => {
    const value = valueOf(at.shape, at.state, cell, index)
    const written = effect(value)
    if (written === WAITS) return []
    const old = isOld(at, cell, index)
    if (written === KEEPS)
      return failing.includes(index)
        ? done(at, (work) => read(work, at.thread, cell, index, failureOrder), value, old)
        : []
    if (!readable.includes(index) || isGlued(at, cell, index + 1)) return []
    const change = (work: Work): void => {
      const after = read(work, at.thread, cell, index, order)
      write(work, at.thread, cell, index + 1, written, order, after)
    }
    return done(at, change, value, old)
  })
}

/** Those that the thread may read: none that it knows to be overwritten, or that an earlier seq_cst operation overwrote. */
function messagesFor({ shape, state, thread }: At, cell: number, order: Order): number[] {
  const current = tripleOf(shape, thread, CURRENT)
  const known = state[current + cell] as number
  const first = order === 'seq_cst' ? Math.max(known, state[current + shape.view + cell] as number) : known
  return Array.from({ length: (state[cell] as number) - first }, (_, i) => first + i)
}

function isGlued({ shape, state }: At, cell: number, index: number): boolean {
  return index < (state[cell] as number) && state[messageOf(shape, state, cell, index) + GLUED] === 1
}

function valueOf(shape: Shape, state: Words, cell: number, index: number): number {
  return state[messageOf(shape, state, cell, index) + VALUE] as number
}

/** Whether it has been overwritten. */
function isOld({ state }: At, cell: number, index: number): boolean {
  return index < (state[cell] as number) - 1
}

function done({ shape, parts, state, room }: At, change: (work: Work) => unknown, read?: number, isOld?: boolean): Way {
  const work = { shape, parts, words: [...state] }
  change(work)
  const isCut = collect(work, room)
  return {
    kind: 'done',
    state: work.words,
    ...(read !== undefined && { read }),
    ...(isOld === true && { isOld }),
    ...(isCut && { isCut }),
  }
}
