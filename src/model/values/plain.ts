/**
 * Plain data as it is handed from user code to user code: in one order, frozen, without what its text leaves out. Whoever gets it can neither change it
 * nor learn from it what its text does not say.
 */
import { encode, notPlain } from './encode.ts'
import { deepFreeze } from './freeze.ts'
import { type KeyOrder, keyListOf } from './key-list.ts'
import { isMarkedAsSet, markedAsSet } from './member-order.ts'
import { isProtected } from './protections.ts'
import { type Data, isRecord } from './record.ts'
import { byName } from './thread-id.ts'

/** What has been handed on, and all its parts: plain, frozen, in this order. Values share most of their parts with older ones. */
const handed = new WeakMap<object, KeyOrder>()

/**
 * The value with the keys of all its records in this order, frozen through and through. @throws ModelError M005 when it is not plain data; `what` names
 * it: `m.take() answered`.
 */
export function handedOn<T>(value: T, order: KeyOrder, what: string): T {
  if (isHanded(value, order)) return value
  requirePlain(value, what)
  return kept(value, order)
}

/** A copy of the value, handed on: whoever has the value may go on changing it. @throws ModelError M005 when it is not plain data. */
export function handedCopy<T>(value: T, order: KeyOrder, what: string): T {
  requirePlain(value, what)
  return kept(isProtected('arguments are copies') ? copyOf(value) : value, order)
}

function isHanded(value: unknown, order: KeyOrder): boolean {
  return typeof value === 'object' && value !== null && handed.get(value) === order
}

/** Of plain data. */
function kept<T>(value: T, order: KeyOrder): T {
  const ordered = inKeyOrder(value, order)
  if (!isProtected('what is handed on is frozen')) return ordered
  const frozen = deepFreeze(ordered)
  remember(frozen, order)
  return frozen
}

function remember(value: unknown, order: KeyOrder): void {
  if (typeof value !== 'object' || value === null || handed.get(value) === order) return
  handed.set(value, order)
  for (const key of Reflect.ownKeys(value)) remember((value as Data)[key], order)
}

/** The value with the keys of all its records in this order, and 0 for -0; itself if they are. It must be plain data. */
export function inKeyOrder<T>(value: T, order: KeyOrder): T {
  if (value === 0) return 0 as T // of -0, which has the same text
  if (typeof value !== 'object' || value === null || handed.get(value) === order) return value
  const ordered = Array.isArray(value) ? orderedList(value, order) : orderedRecord(value as Data, order)
  return ordered as T // the same parts
}

function orderedList(list: readonly unknown[], order: KeyOrder): readonly unknown[] {
  const items = list.map((item) => inKeyOrder(item, order))
  return items.every((item, i) => Object.is(item, list[i])) ? list : alike(items, list)
}

function orderedRecord(record: Data, order: KeyOrder): Data {
  const keys = keyListOf(Object.keys(record))
  const ids = Object.getOwnPropertySymbols(record)
  const inOrder = [...order.of(keys).keys, ...ids.toSorted(byName)]
  const parts = inOrder.map((key) => inKeyOrder(record[key], order))
  const isInOrder = order.of(keys) === keys && inOrder.slice(keys.keys.length).every((id, i) => id === ids[i])
  if (isInOrder && parts.every((part, i) => Object.is(part, record[inOrder[i] as PropertyKey]))) return record // as many as keys
  const copy = Object.create(Object.getPrototypeOf(record)) as Record<PropertyKey, unknown>
  inOrder.forEach((key, i) => {
    copy[key] = parts[i]
  })
  return copy
}

/** A copy that may be changed, and shares no part with the value; of what is no plain data, that itself. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return alike(value.map(copyOf), value) as T // the same list
  if (typeof value !== 'object' || value === null || !isRecord(value)) return value
  const copy: Record<PropertyKey, unknown> = Object.getPrototypeOf(value) === null ? Object.create(null) : {}
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key])
  for (const id of Object.getOwnPropertySymbols(value)) copy[id] = copyOf(value[id])
  return copy as T // the same fields
}

/** An argument as it is handed on: lists and records as they are now, frozen; whatever else it holds, cells say, is what it was. */
export function asGiven<T>(argument: T): T {
  const copy = isProtected('arguments are copies') ? copyOf(argument) : argument
  return isProtected('what is handed on is frozen') ? deepFreeze(copy) : copy
}

/** A list made of another is a set if that is one. */
function alike(made: unknown[], from: readonly unknown[]): unknown[] {
  return isMarkedAsSet(from) ? markedAsSet(made) : made
}

/**
 * Refuses what the text of a value would leave out: accessors and hidden fields of records, other properties than items of lists, and holes in them.
 * @throws ModelError M005 when it is not plain data.
 */
export function requirePlain(value: unknown, what: string): void {
  encode(value, what) // types, classes, cycles
  if (isProtected('hidden parts are refused')) refuseHidden(value, what)
}

function refuseHidden(value: unknown, what: string): void {
  if (typeof value !== 'object' || value === null || handed.has(value)) return
  const isList = Array.isArray(value)
  if (isList && Object.getPrototypeOf(value) !== Array.prototype) throw notPlain(what, 'a list of a class of its own')
  const fields = Object.getOwnPropertyDescriptors(value) as Readonly<Record<PropertyKey, PropertyDescriptor>>
  const keys = Reflect.ownKeys(value)
  if (isList && keys.length <= value.length) throw notPlain(what, 'a list with holes')
  for (const key of keys) {
    if (isList && key === 'length') continue
    if (isList && !isIndexOf(key, value)) throw notPlain(what, `a list with a property '${String(key)}'`)
    const field = fields[key]
    if (key === '__proto__') throw notPlain(what, "a record with the key '__proto__'")
    if (field === undefined || !('value' in field))
      throw notPlain(what, `a record whose '${String(key)}' is an accessor`)
    if (field.enumerable !== true) throw notPlain(what, `a record whose '${String(key)}' is hidden`)
    refuseHidden(field.value, what)
  }
}

function isIndexOf(key: PropertyKey, list: readonly unknown[]): boolean {
  return typeof key === 'string' && String(Number(key)) === key && Number(key) >= 0 && Number(key) < list.length
}
