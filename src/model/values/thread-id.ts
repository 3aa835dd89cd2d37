import { existing } from '../../errors/at.ts'

declare const threadIdBrand: unique symbol

/**
 * The identity of a thread, as values may hold it: it can be compared with `===`, stored, used as a key and put in lists, and nothing else.
 * At run time it is a symbol, so comparing ids by order, adding to them or putting them in a string throws: symmetry rests on that.
 */
export type ThreadId = symbol & { readonly [threadIdBrand]: true }

const orders = new Map<symbol, number>()

/** A new identity. The name is for people: two ids with one name are still two. */
export function newThreadId(name: string): ThreadId {
  const id = Symbol(name) as ThreadId // a symbol of ours is a ThreadId by definition
  orders.set(id, orders.size)
  return id
}

export function isThreadId(value: unknown): value is ThreadId {
  return typeof value === 'symbol' && orders.has(value)
}

export function threadIdName(id: ThreadId): string {
  return id.description ?? ''
}

/** A number that grows with creation; for canonical forms only, never for a design. */
export function threadIdOrder(id: ThreadId): number {
  return existing(orders.get(id), 'a thread id')
}

/** What is no id is refused by whoever reads it. */
function orderOrLast(key: symbol): number {
  return orders.get(key) ?? orders.size
}

/** For sorting the ids among the keys of a record. */
export function byCreation(a: symbol, b: symbol): number {
  return orderOrLast(a) - orderOrLast(b)
}
