import { isAcquire, type Order } from '../../protocol/orders.ts'
import { close, gather } from './fronts.ts'
import { ACQUIRED, CARRIED, CARRIES, CURRENT, readFront, tripleOf } from './shape.ts'
import { join, messageOf, raise, type Work } from './state.ts'

/**
 * A thread reads message `index` of a cell. Answers what was before its next seq_cst operation before this one was: an update publishes that, as
 * "strongly happens before" needs a step between.
 */
export function read(work: Work, thread: number, cell: number, index: number, order: Order): number[] {
  const { shape, words, parts } = work
  const [current, acquired] = [tripleOf(shape, thread, CURRENT), tripleOf(shape, thread, ACQUIRED)]
  const message = messageOf(shape, words, cell, index)
  raise(words, current + cell, index)
  raise(words, acquired + cell, index)
  if (words[message + CARRIES] === 1) {
    join(words, acquired, message + CARRIED, shape.triple)
    if (isAcquire(order)) join(words, current, message + CARRIED, shape.triple)
  }
  const before = current + shape.view
  const published = words.slice(before, before + shape.cells)
  if (order === 'seq_cst') {
    gather(work, before, cell, index)
    raise(words, before + cell, index)
  }
  const front = order === 'seq_cst' ? before : before + shape.cells
  if (parts.readers) join(words, message + readFront(shape), front, shape.cells)
  close(work, cell, index, front)
  join(words, acquired, current, shape.triple)
  return published
}
