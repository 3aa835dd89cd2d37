import { isAcquire, isRelease, type Order } from '../../protocol/orders.ts'
import { type Front, frontAt, gather, merge, putBefore } from './fronts.ts'
import { ACQUIRED, CURRENT, RELEASED, tripleOf } from './shape.ts'
import { join, type Work } from './state.ts'

/** As a read, it comes after what was before the thread's next seq_cst operation, not after what it acquires itself. */
export function fence(work: Work, thread: number, order: Order): void {
  const { shape, words } = work
  const current = tripleOf(shape, thread, CURRENT)
  const acquired = tripleOf(shape, thread, ACQUIRED)
  const own = frontAt(work, current + shape.view)
  if (isAcquire(order)) join(words, current, acquired, shape.triple)
  if (order === 'seq_cst') settle(work, current, own)
  const released = tripleOf(shape, thread, RELEASED)
  if (isRelease(order)) words.copyWithin(released, current, current + shape.triple)
  join(words, acquired, current, shape.triple)
}

/** Comes after all that wrote what the thread knows of, and is before all that follows in the thread. */
function settle(work: Work, current: number, own: Front): void {
  const { shape, words } = work
  const happened = current + shape.view + shape.cells
  merge(own, words, happened)
  for (let cell = 0; cell < shape.cells; cell++) gather(work, own, cell, words[current + cell] as number)
  putBefore(work, current, own)
  putBefore(work, current + shape.view, frontAt(work, current))
  words.copyWithin(happened, current, current + shape.cells)
}
