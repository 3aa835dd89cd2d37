import type { Way, Words } from '../machine.ts'
import { ACQUIRED, CURRENT, plainAt, readBit, type Shape, tripleOf, writeBit } from './shape.ts'
import { triplesIn, type Work } from './state.ts'

/** What a plain access races with: what happened before it is known to the thread, and nothing else is ordered. Only the newest matter. */
export function raceOf(
  shape: Shape,
  words: Words,
  thread: number,
  plain: number,
  isStore: boolean,
): (Way & { kind: 'race' }) | undefined {
  const current = tripleOf(shape, thread, CURRENT)
  if (words[current + writeBit(shape, plain)] === 0) return { kind: 'race', with: 'a write' }
  if (!isStore) return undefined
  for (let other = 0; other < shape.threads; other++)
    if (words[current + readBit(shape, plain, other)] === 0) return { kind: 'race', with: 'a read' }
  return undefined
}

/** A read that nobody but its thread knows of, until they synchronize. */
export function plainLoad(work: Work, thread: number, plain: number): void {
  const { shape, words } = work
  know(work, thread, readBit(shape, plain, thread))
  words[tripleOf(shape, thread, CURRENT) + readBit(shape, plain, thread)] = 1
}

/** The same of a write; the reads before it are before whatever comes after it. */
export function plainStore(work: Work, thread: number, plain: number, value: number): void {
  const { shape, words } = work
  words[plainAt(shape, plain)] = value
  know(work, thread, writeBit(shape, plain))
  for (const triple of triplesIn(work))
    for (let other = 0; other < shape.threads; other++) words[triple + readBit(shape, plain, other)] = 1
}

function know(work: Work, thread: number, bit: number): void {
  const { shape, words } = work
  for (const triple of triplesIn(work)) words[triple + bit] = 0
  words[tripleOf(shape, thread, CURRENT) + bit] = 1
  words[tripleOf(shape, thread, ACQUIRED) + bit] = 1
}
