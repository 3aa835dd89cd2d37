import { isAcquire, type Order } from '../../protocol/orders.ts'
import { close, type Front, frontAt, gather, merge, putBefore } from './fronts.ts'
import { ACQUIRED, CARRIED, CARRIES, CURRENT, readFront, tripleOf } from './shape.ts'
import { join, messageOf, raise, type Work } from './state.ts'

/** What the write of an update needs to know of its read. */
export type ReadBy = {
  /** Where the message is that was read; what is written after it stands behind it. */
  readonly message: number
  /** What is before the update, where it is seq_cst. */
  readonly own: Front
  /** What is before whatever comes after the update: that it publishes. */
  readonly published: Front
}

/**
 * A thread reads message `index` of a cell, which stands at `message`: of those that are molten, at 0, one of many. What it acquires *happens* before it, and is before the seq_cst operations that follow it; it is not
 * itself after those: "strongly happens before" has a step of the thread at both ends. So the front of a seq_cst read is of before.
 */
export function read(work: Work, thread: number, cell: number, index: number, message: number, order: Order): ReadBy {
  const { shape, words, parts } = work
  const current = tripleOf(shape, thread, CURRENT)
  const acquired = tripleOf(shape, thread, ACQUIRED)
  const [before, happened] = [current + shape.view, current + shape.view + shape.cells]
  const own = frontAt(work, before)
  learn(work, thread, cell, index, message, isAcquire(order))
  const published = frontAt(work, before)
  const front = frontAt(work, happened)
  if (order === 'seq_cst') {
    gather(work, own, cell, index)
    own[cell] = Math.max(own[cell] as number, index)
    putBefore(work, before, own)
    merge(front, own)
  }
  if (parts.readers) putBefore(work, messageOf(shape, words, cell, index) + readFront(shape), front)
  close(work, cell, index, front)
  if ((published[cell] as number) > index) merge(published, front)
  join(words, acquired, current, shape.triple)
  return { message, own, published }
}

function learn(
  { shape, words }: Work,
  thread: number,
  cell: number,
  index: number,
  message: number,
  acquires: boolean,
): void {
  const [current, acquired] = [tripleOf(shape, thread, CURRENT), tripleOf(shape, thread, ACQUIRED)]
  raise(words, current + cell, index)
  raise(words, acquired + cell, index)
  if (words[message + CARRIES] !== 1) return
  join(words, acquired, message + CARRIED, shape.triple)
  if (acquires) join(words, current, message + CARRIED, shape.triple)
}
