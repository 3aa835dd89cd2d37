/**
 * One text for each value of plain data: equal values have equal texts whatever the order of their keys, different values different ones.
 * Frozen parts keep their text, so that a value that shares its parts with an older one (as immer's results do) costs what has changed.
 */
import { ModelError } from '../../errors/model-error.ts'
import { isThreadId, threadIdName, threadIdOrder } from './thread-id.ts'

const known = new WeakMap<object, string>()

/** @throws ModelError M005 when the value is not plain data. `what` names it in the message: `mutex.waiters() returned`. */
export function encode(value: unknown, what: string): string {
  switch (typeof value) {
    case 'undefined':
      return 'u'
    case 'boolean':
      return value ? 't' : 'f'
    case 'number':
      if (Number.isNaN(value)) throw notPlain(what, 'NaN')
      return Object.is(value, -0) ? '0' : String(value)
    case 'bigint':
      return `${value}n`
    case 'string':
      return JSON.stringify(value)
    case 'symbol':
      if (!isThreadId(value)) throw notPlain(what, 'a symbol')
      return `@${threadIdOrder(value)}`
    case 'object':
      return value === null ? 'n' : encodeObject(value, what, [])
    default:
      throw notPlain(what, 'a function')
  }
}

function encodeObject(value: object, what: string, inside: readonly object[]): string {
  const seen = known.get(value)
  if (seen !== undefined) return seen
  if (inside.includes(value)) throw notPlain(what, 'a cycle')
  const path = [...inside, value]
  const part = (inner: unknown): string =>
    typeof inner === 'object' && inner !== null ? encodeObject(inner, what, path) : encode(inner, what)
  const text = Array.isArray(value) ? `[${Array.from(value, part).join(',')}]` : encodeRecord(value, what, part)
  if (Object.isFrozen(value)) known.set(value, text)
  return text
}

function encodeRecord(value: object, what: string, part: (inner: unknown) => string): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw notPlain(what, describe(value))
  const record = value as Readonly<Record<PropertyKey, unknown>> // checked above: a plain object
  const fields = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${part(record[key])}`)
  const ids = Object.getOwnPropertySymbols(record)
  if (ids.length > 0) {
    for (const id of ids) if (!isThreadId(id)) throw notPlain(what, `a key ${String(id)}`)
    const sorted = ids.filter(isThreadId).sort((a, b) => threadIdOrder(a) - threadIdOrder(b))
    fields.push(...sorted.map((id) => `@${threadIdOrder(id)}:${part(record[id])}`))
  }
  return `{${fields.join(',')}}`
}

function describe(value: object): string {
  if (value instanceof Promise) return 'a Promise'
  const name = value.constructor?.name
  return name === 'Map' || name === 'Set' || name === 'Date' ? `a ${name}` : `an instance of ${name || 'a class'}`
}

function notPlain(what: string, seen: string): ModelError {
  return new ModelError('M005', `${what} ${seen}: expected plain data (null, booleans, numbers, strings, thread ids, arrays, plain objects).`, {
    expected: 'plain data',
    seen,
    fix: 'Use arrays and plain objects; withMember() and withoutMember() keep a set as a list.',
  })
}

/** The value as a person writes it: `'up'`, `[T0, T1]`, `{ owner: T0, depth: 2 }`. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (isThreadId(value)) return threadIdName(value)
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (typeof value === 'function') return value.toString().replace(/\s+/g, ' ')
  if (typeof value !== 'object' || value === null) return String(value)
  const record = value as Readonly<Record<PropertyKey, unknown>> // any object can be read by key
  const fields = [
    ...Object.keys(record).map((key) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)}: ${show(record[key])}`),
    ...Object.getOwnPropertySymbols(record).map((id) => `${id.description ?? ''}: ${show(record[id])}`),
  ]
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}
