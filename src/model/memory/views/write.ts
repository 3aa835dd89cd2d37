import { isRelease, type Order } from '../../protocol/orders.ts'
import { close, frontAt, gather, merge, putBefore, renumber } from './fronts.ts'
import type { ReadBy } from './read.ts'
import { ACQUIRED, CARRIED, CARRIES, CURRENT, GLUED, RELEASED, tripleOf, VALUE, writeFront } from './shape.ts'
import { join, messageOf, raise, type Work } from './state.ts'

/** A thread puts a new message at `index`, between others. `after`: of an update, its read. */
export function write(
  work: Work,
  thread: number,
  cell: number,
  index: number,
  value: number,
  order: Order,
  after?: ReadBy,
): void {
  const { shape, words, parts } = work
  const [current, acquired] = [tripleOf(shape, thread, CURRENT), tripleOf(shape, thread, ACQUIRED)]
  const message = insert(work, cell, index)
  words[current + cell] = index
  raise(words, acquired + cell, index)
  words[message + VALUE] = value
  words[message + GLUED] = after !== undefined && parts.glue ? 1 : 0
  carry(work, thread, cell, index, order, after?.published)
  const [before, happened] = [current + shape.view, current + shape.view + shape.cells]
  const front = frontAt(work, happened)
  if (order === 'seq_cst') {
    const own = after?.own ?? frontAt(work, before)
    gather(work, own, cell, index)
    own[cell] = index
    putBefore(work, before, own)
    merge(front, own)
  }
  putBefore(work, message + writeFront(shape), front)
  close(work, cell, index, front)
  join(words, acquired, current, shape.triple)
}

/** What an acquiring read of the new message learns. */
function carry(
  { shape, words, parts }: Work,
  thread: number,
  cell: number,
  index: number,
  order: Order,
  published?: readonly number[],
): void {
  const message = messageOf(shape, words, cell, index)
  const carried = message + CARRIED
  const from = tripleOf(shape, thread, isRelease(order) ? CURRENT : RELEASED)
  words[message + CARRIES] = 1
  words.copyWithin(carried, from, from + shape.triple)
  if (isRelease(order))
    published?.forEach((front, other) => {
      words[carried + shape.view + other] = other === cell && front >= index ? front + 1 : front
    })
  words[carried + cell] = index
  const previous = messageOf(shape, words, cell, index - 1)
  if (published !== undefined && parts.sequences && words[previous + CARRIES] === 1)
    join(words, carried, previous + CARRIED, shape.triple)
}

/** Opens a place in the order of the cell. */
function insert(work: Work, cell: number, index: number): number {
  const { shape, words } = work
  renumber(work, cell, (known) => (known >= index ? known + 1 : known))
  const at = messageOf(shape, words, cell, index)
  words.splice(at, 0, ...new Array<number>(shape.message).fill(0))
  words[cell] = (words[cell] as number) + 1
  return at
}
