import { renumber } from './fronts.ts'
import { CARRIED, CARRIES, CURRENT, GLUED, readFront, type Shape, tripleOf, writeFront } from './shape.ts'
import { join, messageOf, type Work } from './state.ts'

/**
 * Forgets what nobody can tell any more, so that one state has one form: messages that all threads are past, and what a message tells nobody.
 * Of more than `room` messages the oldest go, too, and whoever could have read them is moved on: true where that was so.
 */
export function collect(work: Work, room: number): boolean {
  let isCut = false
  for (let cell = 0; cell < work.shape.cells; cell++) {
    const oldest = oldestKnown(work, cell)
    const beyond = (work.words[cell] as number) - room
    isCut ||= beyond > oldest
    dropOlder(work, cell, Math.max(oldest, beyond))
  }
  const { shape, words } = work
  for (let at = shape.firstMessage; at < words.length; at += shape.message)
    if (words[at + CARRIES] === 1 && isKnownToAll(work, at + CARRIED)) {
      words[at + CARRIES] = 0
      words.fill(0, at + CARRIED, at + CARRIED + shape.triple)
    }
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
  const first = messageOf(shape, words, cell, 0)
  for (let old = first; old < kept && parts.dropped; old += shape.message) {
    join(words, kept + writeFront(shape), old + writeFront(shape), shape.cells)
    join(words, kept + writeFront(shape), old + readFront(shape), shape.cells)
  }
  words[kept + GLUED] = 0
  words.splice(first, kept - first)
  words[cell] = (words[cell] as number) - oldest
  renumber(work, cell, (known) => Math.max(0, known - oldest))
}

function isKnownToAll({ shape, words }: Work, triple: number): boolean {
  for (let thread = 0; thread < shape.threads; thread++)
    if (!isBelow(shape, words, triple, tripleOf(shape, thread, CURRENT))) return false
  return true
}

function isBelow({ triple }: Shape, words: readonly number[], lower: number, upper: number): boolean {
  for (let i = 0; i < triple; i++) if ((words[lower + i] as number) > (words[upper + i] as number)) return false
  return true
}
