import { encode } from '../protocol/encode.ts'
import { isThreadId, threadIdOrder } from '../protocol/thread-id.ts'

/** The list with the item in its place: a set kept as a list is equal to another exactly when it has the same members. */
export function withMember<T>(list: readonly T[], item: T): T[] {
  const key = sortKey(item)
  if (list.some((other) => sortKey(other) === key)) return [...list]
  const place = list.findIndex((other) => isBefore(key, sortKey(other)))
  return place === -1 ? [...list, item] : [...list.slice(0, place), item, ...list.slice(place)]
}

/** The list without the item. */
export function withoutMember<T>(list: readonly T[], item: T): T[] {
  const key = sortKey(item)
  return list.filter((other) => sortKey(other) !== key)
}

function sortKey(item: unknown): number | string {
  if (typeof item === 'number') return item
  return isThreadId(item) ? threadIdOrder(item) : encode(item, 'a member is')
}

function isBefore(a: number | string, b: number | string): boolean {
  return typeof a === typeof b ? a < b : typeof a === 'number'
}
