import type { Room } from '../machine.ts'
import { renumber } from './fronts.ts'
import { melt, tidy } from './melt.ts'
import { CARRIED, CARRIES, CURRENT, GLUED, readFront, tripleOf, writeFront } from './shape.ts'
import { isBelow, isMolten, join, messageOf, moltenOf, type Work } from './state.ts'

/**
 * Forgets what nobody can tell any more, so that one state has one form: messages that all threads are past, and what a message tells nobody. What more
 * there is than is kept apart goes or melts: true where something is gone that could have been read.
 */
export function collect(work: Work, { places, beyond }: Room): boolean {
  const { shape, words } = work
  let isCut = false
  for (let cell = 0; cell < shape.cells; cell++) {
    const oldest = oldestKnown(work, cell)
    const tooMany = beyond === 'gone' ? (words[cell] as number) - places : 0
    isCut ||= tooMany > oldest
    dropOlder(work, cell, Math.max(oldest, tooMany))
    if (beyond === 'molten') melt(work, cell, places)
  }
  for (let at = shape.firstMessage; at < words.length; at += shape.message)
    if (words[at + CARRIES] === 1 && isKnownToAll(work, at + CARRIED)) {
      words[at + CARRIES] = 0
      words.fill(0, at + CARRIED, at + CARRIED + shape.triple)
    }
  for (let cell = 0; cell < shape.cells; cell++) if (isMolten(shape, words, cell)) tidy(work, cell)
  return isCut
}

/** Nobody can read an older message, or put anything before it. */
function oldestKnown({ shape, words }: Work, cell: number): number {
  let oldest = Number.POSITIVE_INFINITY
  for (let thread = 0; thread < shape.threads; thread++)
    oldest = Math.min(oldest, words[tripleOf(shape, thread, CURRENT) + cell] as number)
  return oldest
}

/** Whatever is done to the cell from now on comes after what was before the messages that go. */
function dropOlder(work: Work, cell: number, oldest: number): void {
  if (oldest === 0) return
  const { shape, words, parts } = work
  const kept = messageOf(shape, words, cell, oldest)
  const first = moltenOf(shape, words, cell, 0)
  for (let old = first; old < kept && parts.dropped; old += shape.message) {
    join(words, kept + writeFront(shape), old + writeFront(shape), shape.cells)
    join(words, kept + writeFront(shape), old + readFront(shape), shape.cells)
  }
  words[kept + GLUED] = 0
  words.splice(first, kept - first)
  words[cell] = (words[cell] as number) - oldest
  words[shape.cells + cell] = 0
  renumber(work, cell, (known) => Math.max(0, known - oldest))
}

function isKnownToAll({ shape, words }: Work, triple: number): boolean {
  for (let thread = 0; thread < shape.threads; thread++)
    if (!isBelow(words, triple, words, tripleOf(shape, thread, CURRENT), shape.triple)) return false
  return true
}
