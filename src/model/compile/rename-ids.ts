/**
 * Values with two thread ids exchanged. A set kept as a list must stay in its order, a queue must not be put in order, and nothing in a value
 * says which of the two a list is. Where all values of an object are known, they do together: where alike threads may queue in any order, some
 * value has them out of order, so a list is taken for a set when no value has it out of order. Else it is one if `withMember` made it.
 * A wrong guess gives wrong images, and the proof of symmetry, which compares what steps do at a value and at its image, then refuses:
 * it costs the reduction, never a verdict.
 */
import { asMemberList, isMarkedAsSet, isMemberList, markedAsSet } from '../protocol/member-order.ts'
import { isThreadId, type ThreadId } from '../protocol/thread-id.ts'

/** What is known of the lists in a value: by key of a record, with `items` for what a list, or a record under ids, holds. */
export type Shape = { isSet: boolean; readonly fields: Map<string, Shape>; items: Shape | undefined }

/** Which lists are sets: `marked`: those that `withMember` made; `undefined`: none. */
export type Sets = Shape | 'marked' | undefined

export type Exchange = { readonly a: ThreadId; readonly b: ThreadId }

/** Lists that hold ids and are in the order of a set in all these values. */
export function shapeOf(values: Iterable<unknown>): Shape {
  const shape = newShape()
  for (const value of values) learn(shape, value)
  return shape
}

/** Every list taken for a set, if it is in order in this one value. */
export function shapeOfOne(value: unknown): Shape {
  return shapeOf([value])
}

/** The value with `a` for `b` and `b` for `a`; itself where it holds neither. */
export function exchanged(value: unknown, exchange: Exchange, sets: Sets): unknown {
  if (typeof value === 'symbol') return value === exchange.a ? exchange.b : value === exchange.b ? exchange.a : value
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? exchangedList(value, exchange, sets) : exchangedRecord(value, exchange, sets)
}

function exchangedList(list: readonly unknown[], exchange: Exchange, sets: Sets): unknown {
  const renamed = list.map((item) => exchanged(item, exchange, itemsIn(sets)))
  if (renamed.every((item, i) => item === list[i])) return list
  if (sets === 'marked') return isMarkedAsSet(list) ? markedAsSet(asMemberList(renamed)) : renamed
  return sets?.isSet === true ? asMemberList(renamed) : renamed
}

function exchangedRecord(record: object, exchange: Exchange, sets: Sets): unknown {
  let isChanged = false
  const renamed: Record<PropertyKey, unknown> = {}
  for (const key of Reflect.ownKeys(record)) {
    const before: unknown = Reflect.get(record, key)
    const inner = typeof key === 'string' && sets !== 'marked' ? sets?.fields.get(key) : itemsIn(sets)
    const after = exchanged(before, exchange, inner)
    const newKey = typeof key === 'symbol' && isThreadId(key) ? (exchanged(key, exchange, undefined) as ThreadId) : key // an id for an id
    if (after !== before || newKey !== key) isChanged = true
    renamed[newKey] = after
  }
  return isChanged ? renamed : record
}

function itemsIn(sets: Sets): Sets {
  return sets === 'marked' ? sets : sets?.items
}

function newShape(): Shape {
  return { isSet: true, fields: new Map(), items: undefined }
}

function learn(shape: Shape, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    if (shape.isSet && !isMemberList(value)) shape.isSet = false
    for (const item of value) if (typeof item === 'object') learn(itemsOf(shape), item)
    return
  }
  for (const key of Reflect.ownKeys(value)) {
    const inner: unknown = Reflect.get(value, key)
    if (typeof inner === 'object') learn(typeof key === 'string' ? fieldOf(shape, key) : itemsOf(shape), inner)
  }
}

function itemsOf(shape: Shape): Shape {
  shape.items ??= newShape()
  return shape.items
}

function fieldOf(shape: Shape, key: string): Shape {
  const known = shape.fields.get(key)
  if (known !== undefined) return known
  const made = newShape()
  shape.fields.set(key, made)
  return made
}
