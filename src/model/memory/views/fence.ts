import { isAcquire, isRelease, type Order } from '../../protocol/orders.ts'
import { gather } from './fronts.ts'
import { ACQUIRED, CURRENT, RELEASED, tripleOf } from './shape.ts'
import { join, raise, type Work } from './state.ts'

export function fence(work: Work, thread: number, order: Order): void {
  const { shape, words } = work
  const current = tripleOf(shape, thread, CURRENT)
  const acquired = tripleOf(shape, thread, ACQUIRED)
  if (isAcquire(order)) join(words, current, acquired, shape.triple)
  if (order === 'seq_cst') settle(work, current)
  const released = tripleOf(shape, thread, RELEASED)
  if (isRelease(order)) words.copyWithin(released, current, current + shape.triple)
  join(words, acquired, current, shape.triple)
}

/** Comes after all that wrote what the thread knows of, and is before all that follows in the thread. */
function settle(work: Work, current: number): void {
  const { shape, words } = work
  const before = current + shape.view
  const happened = before + shape.cells
  join(words, before, happened, shape.cells)
  for (let cell = 0; cell < shape.cells; cell++) gather(work, before, cell, words[current + cell] as number)
  for (let cell = 0; cell < shape.cells; cell++) {
    raise(words, current + cell, words[before + cell] as number)
    words[before + cell] = words[happened + cell] = words[current + cell] as number
  }
}
