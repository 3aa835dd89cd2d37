import { isRelease, type Order } from '../../protocol/orders.ts'
import { close, frontAt, gather, merge, putBefore, renumber } from './fronts.ts'
import type { ReadBy } from './read.ts'
import { ACQUIRED, CARRIED, CARRIES, CURRENT, GLUED, RELEASED, tripleOf, VALUE, writeFront } from './shape.ts'
import { join, messageOf, raise, type Work } from './state.ts'

/** What a thread writes. `after`: of an update, its read. */
export type Written = {
  readonly thread: number
  readonly cell: number
  readonly value: number
  readonly order: Order
  readonly after?: ReadBy
}

/** Puts a new message at `index`, between others. */
export function write(work: Work, index: number, written: Written): void {
  const { cell, after } = written
  renumber(work, cell, (known) => (known >= index ? known + 1 : known))
  const message = messageOf(work.shape, work.words, cell, index)
  open(work, message)
  work.words[cell] = (work.words[cell] as number) + 1
  work.words[message + GLUED] = after !== undefined && work.parts.glue ? 1 : 0
  const published = after?.published.map((front, other) => (other === cell && front >= index ? front + 1 : front))
  settle(work, { ...written, index, message, published, front: message + writeFront(work.shape) })
}

/** Puts a new message somewhere among those that are molten; which of them an update read is not told apart from others like it. */
export function writeMolten(work: Work, written: Written): void {
  const { shape, words } = work
  const { cell, after } = written
  const message = messageOf(shape, words, cell, 0)
  open(work, message)
  words[shape.cells + cell] = (words[shape.cells + cell] as number) + 1
  const front = messageOf(shape, words, cell, 0) + writeFront(shape)
  settle(work, { ...written, index: 0, message, published: after?.published, front })
}

function open({ shape, words }: Work, at: number): void {
  words.splice(at, 0, ...new Array<number>(shape.message).fill(0))
}

/** `message`: where it is; `front`: where it is kept what is before it. */
type Placed = Written & {
  readonly index: number
  readonly message: number
  readonly published: readonly number[] | undefined
  readonly front: number
}

/** What the new message says, what its thread knows now, and what comes before and after it in the order of seq_cst operations. */
function settle(work: Work, placed: Placed): void {
  const { shape, words } = work
  const { thread, cell, index, message, value, order, after, front: ofWrite } = placed
  const [current, acquired] = [tripleOf(shape, thread, CURRENT), tripleOf(shape, thread, ACQUIRED)]
  words[current + cell] = index
  raise(words, acquired + cell, index)
  words[message + VALUE] = value
  carry(work, placed)
  const [before, happened] = [current + shape.view, current + shape.view + shape.cells]
  const front = frontAt(work, happened)
  if (order === 'seq_cst') {
    const own = after?.own ?? frontAt(work, before)
    gather(work, own, cell, index)
    own[cell] = index
    putBefore(work, before, own)
    merge(front, own)
  }
  putBefore(work, ofWrite, front)
  close(work, cell, index, front)
  join(words, acquired, current, shape.triple)
}

/** What an acquiring read of the new message learns. */
function carry({ shape, words, parts }: Work, { thread, cell, index, message, order, after, published }: Placed): void {
  const carried = message + CARRIED
  const from = tripleOf(shape, thread, isRelease(order) ? CURRENT : RELEASED)
  words[message + CARRIES] = 1
  words.copyWithin(carried, from, from + shape.triple)
  if (isRelease(order))
    published?.forEach((front, other) => {
      words[carried + shape.view + other] = front
    })
  words[carried + cell] = index
  if (after !== undefined && parts.sequences && words[after.message + CARRIES] === 1)
    join(words, carried, after.message + CARRIED, shape.triple)
}
