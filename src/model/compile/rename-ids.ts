/**
 * Values with two thread ids exchanged. A set kept as a list must stay in its order, a queue must not be put in order, and nothing in a value
 * says which of the two a list is. Where all values of an object are known, they do together: where alike threads may queue in any order, some
 * value has them out of order, so a list is taken for a set when no value has it out of order. Else it is one if `withMember` ever made it.
 * A wrong guess gives wrong images, and the proof of symmetry, which compares what steps do at a value and at its image, then refuses:
 * it costs the reduction, never a verdict.
 */
import { encode, keepText } from '../values/encode.ts'
import { deepFreeze } from '../values/freeze.ts'
import { asMemberList, isMarkedAsSet, isMemberList } from '../values/member-order.ts'
import { isThreadId, type ThreadId } from '../values/thread-id.ts'

/** What is known of the lists in a value: by key of a record, with `items` for what a list, or a record under ids, holds. */
export type Shape = { isSet: boolean; readonly fields: Map<string, Shape>; items: Shape | undefined }

export type Exchange = { readonly a: ThreadId; readonly b: ThreadId }

/** Lists that hold ids and are in the order of a set in all these values. */
export function shapeOf(values: Iterable<unknown>): Shape {
  const shape = newShape(true)
  for (const value of values) learnOrder(shape, value)
  return shape
}

/** Every list taken for a set, if it is in order in this one value. */
export function shapeOfOne(value: unknown): Shape {
  return shapeOf([value])
}

/** The value with `a` for `b` and `b` for `a`; itself where it holds neither. */
export function exchanged(value: unknown, exchange: Exchange, sets: Shape | undefined): unknown {
  if (typeof value === 'symbol') return value === exchange.a ? exchange.b : value === exchange.b ? exchange.a : value
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? exchangedList(value, exchange, sets) : exchangedRecord(value, exchange, sets)
}

/** The same for many values that share their parts: each part once. */
export class ExchangedParts {
  readonly #exchange: Exchange
  readonly #known = new Map<Shape | undefined, WeakMap<object, unknown>>()

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  of(value: unknown, sets: Shape | undefined): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return exchanged(value, this.#exchange, sets)
    return exchangedRecord(value, this.#exchange, sets, (part, _, inner) => this.#part(part, inner))
  }

  #part(part: unknown, sets: Shape | undefined): unknown {
    if (typeof part !== 'object' || part === null) return exchanged(part, this.#exchange, sets)
    const known = this.#known.get(sets) ?? new WeakMap<object, unknown>()
    this.#known.set(sets, known)
    const seen = known.get(part)
    if (seen !== undefined) return seen
    const image = deepFreeze(exchanged(part, this.#exchange, sets) as object) // of an object it is one
    keepText(image, encode(image, 'a part of a value is'))
    known.set(part, image)
    return image
  }
}

function exchangedList(list: readonly unknown[], exchange: Exchange, sets: Shape | undefined): unknown {
  const renamed = list.map((item) => exchanged(item, exchange, sets?.items))
  if (renamed.every((item, i) => item === list[i])) return list
  return sets?.isSet === true ? asMemberList(renamed) : renamed
}

function exchangedRecord(record: object, exchange: Exchange, sets: Shape | undefined, ofPart = exchanged): unknown {
  let isChanged = false
  const renamed: Record<PropertyKey, unknown> = {}
  for (const key of Reflect.ownKeys(record)) {
    const before: unknown = Reflect.get(record, key)
    const inner = typeof key === 'string' ? sets?.fields.get(key) : sets?.items
    const after = ofPart(before, exchange, inner)
    const newKey = typeof key === 'symbol' && isThreadId(key) ? (exchanged(key, exchange, undefined) as ThreadId) : key // an id for an id
    if (after !== before || newKey !== key) isChanged = true
    renamed[newKey] = after
  }
  return isChanged ? renamed : record
}

function newShape(isSet: boolean): Shape {
  return { isSet, fields: new Map(), items: undefined }
}

/** A shape in which no list is a set, for `learnSets`. */
export function shapeWithoutSets(): Shape {
  return newShape(false)
}

/** Notes which lists of a value `withMember` made. */
export function learnSets(shape: Shape, value: unknown): void {
  visitLists(shape, value, false, (list, of) => {
    if (isMarkedAsSet(list)) of.isSet = true
  })
}

function learnOrder(shape: Shape, value: unknown): void {
  visitLists(shape, value, true, (list, of) => {
    if (of.isSet && !isMemberList(list)) of.isSet = false
  })
}

function visitLists(
  shape: Shape,
  value: unknown,
  isSet: boolean,
  visit: (list: readonly unknown[], shape: Shape) => void,
): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) visit(value, shape)
  for (const key of Reflect.ownKeys(value)) {
    const inner: unknown = Reflect.get(value, key)
    if (typeof inner !== 'object' || inner === null) continue
    const isField = typeof key === 'string' && !Array.isArray(value)
    visitLists(isField ? fieldOf(shape, key, isSet) : itemsOf(shape, isSet), inner, isSet, visit)
  }
}

function itemsOf(shape: Shape, isSet: boolean): Shape {
  shape.items ??= newShape(isSet)
  return shape.items
}

function fieldOf(shape: Shape, key: string, isSet: boolean): Shape {
  const known = shape.fields.get(key)
  if (known !== undefined) return known
  const made = newShape(isSet)
  shape.fields.set(key, made)
  return made
}
