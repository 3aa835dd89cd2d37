/**
 * Memory of threads that go on for ever: messages have no end. So of more than some the oldest *melt*: they become one, message 0 of their cell, that stands
 * for any of them in any order. Who may read it may read each again and again, and put others among them; what they carried is kept, and which came
 * first is not. Each of this lowers what threads know or leaves out what forbids, and the machine does more for who knows less: it does all
 * that memory does, and more. What it does not do, memory never does. Indices are bounded then, molten messages are a set, and states end.
 *
 * The last message never melts: whoever is owed the last value only, is owed it here where memory owes it, and nowhere else.
 */
import { renumber } from './fronts.ts'
import { GLUED, readFront, VALUE, writeFront } from './shape.ts'
import { isBelow, isMolten, join, messageOf, moltenOf, type Work } from './state.ts'

/** Keeps `room` messages of the cell apart, two at least. */
export function melt(work: Work, cell: number, room: number): void {
  while ((work.words[cell] as number) > room) {
    if (!isMolten(work.shape, work.words, cell)) beginMolten(work, cell)
    meltNext(work, cell)
  }
}

/** The oldest message becomes the first of those that are molten, before one that has their place in the order of the cell. */
function beginMolten(work: Work, cell: number): void {
  const { shape, words } = work
  const at = messageOf(shape, words, cell, 0)
  const copy = words.slice(at, at + shape.message)
  words.splice(at, 0, ...copy)
  words[shape.cells + cell] = 1
  asMolten(work, at, isGlued(work, cell, 1))
  words.fill(0, at + shape.message, at + shape.message + writeFront(shape))
}

function meltNext(work: Work, cell: number): void {
  const { shape, words } = work
  const all = messageOf(shape, words, cell, 0)
  const next = all + shape.message
  const message = words.slice(next, next + shape.message)
  join(words, all + writeFront(shape), next + writeFront(shape), shape.cells)
  join(words, all + readFront(shape), next + readFront(shape), shape.cells)
  const glued = isGlued(work, cell, 2)
  words.copyWithin(next, all, next)
  message.forEach((word, i) => {
    words[all + i] = word
  })
  words[shape.cells + cell] = (words[shape.cells + cell] as number) + 1
  words[cell] = (words[cell] as number) - 1
  asMolten(work, all, glued)
  renumber(work, cell, (known) => (known > 0 ? known - 1 : 0))
}

/** Its fronts are those of all; glued is what an update has read already. */
function asMolten({ shape, words, parts }: Work, at: number, isUpdated: boolean): void {
  words.fill(0, at + writeFront(shape), at + shape.message)
  words[at + GLUED] = isUpdated || !parts.melting.updates ? 1 : 0
}

function isGlued({ shape, words }: Work, cell: number, index: number): boolean {
  return words[messageOf(shape, words, cell, index) + GLUED] === 1
}

/** Molten messages as a set: each once, in one order, and none that says what another does and tells more. */
export function tidy({ shape, words, parts }: Work, cell: number): void {
  const count = words[shape.cells + cell] as number
  if (count < 2) return
  const first = moltenOf(shape, words, cell, 0)
  const all = Array.from({ length: count }, (_, i) =>
    words.slice(first + i * shape.message, first + (i + 1) * shape.message),
  )
  const tellsLess = (a: readonly number[], b: readonly number[]): boolean =>
    a[VALUE] === b[VALUE] && (parts.melting.least ? isLess(a, b) : isLess(b, a))
  const kept = all.filter(
    (one, i) => !all.some((other, j) => j !== i && tellsLess(other, one) && !(tellsLess(one, other) && i < j)),
  )
  kept.sort(inOrder)
  words.splice(first, count * shape.message, ...kept.flat())
  words[shape.cells + cell] = kept.length
}

/** Nothing is carried by words of 0, so these compare, too. */
function isLess(a: readonly number[], b: readonly number[]): boolean {
  return isBelow(a, GLUED, b, GLUED, a.length - GLUED)
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((word, at) => word !== b[at])
  return i < 0 ? 0 : (a[i] as number) - (b[i] as number)
}
