/**
 * Values of a design as plain data that `structuredClone` and `JSON.stringify` keep as they are. What JSON has no word for is a record of one key that
 * begins with `#`, as in the ITF format: a thread is `{ '#thread': 'T0' }` and no string; a record whose keys are threads, or begin with `#`, is
 * `{ '#map': [[key, value], …] }`.
 */

export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | ThreadValue
  | { readonly '#bigint': string }
  | { readonly '#number': 'Infinity' | '-Infinity' | 'NaN' | '-0' }
  | { readonly '#undefined': true }
  | { readonly '#function': string }
  | { readonly '#map': readonly (readonly [Value, Value])[] }
  | { readonly [key: string]: Value }

/** A thread id in JSON. */
export type ThreadValue = { readonly '#thread': string }

export function asValue(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { '#number': numberText(value) }
    case 'bigint':
      return { '#bigint': String(value) }
    case 'undefined':
      return { '#undefined': true }
    case 'symbol':
      return { '#thread': value.description ?? '' }
    case 'function':
      return { '#function': String(value) }
    default:
      return value === null ? null : Array.isArray(value) ? Array.from(value, asValue) : recordValue(value as object) // all that is left
  }
}

/** Of a system. */
export function parameterValues(parameters: Readonly<Record<string, unknown>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, asValue(value)]))
}

function numberText(value: number): 'Infinity' | '-Infinity' | 'NaN' | '-0' {
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? 'Infinity' : value === 0 ? '-0' : '-Infinity'
}

function recordValue(record: object): Value {
  const entries = Reflect.ownKeys(record).map((key) => [key, asValue(Reflect.get(record, key))] as const)
  if (entries.some(([key]) => typeof key === 'symbol' || key.startsWith('#')))
    return { '#map': entries.map(([key, value]) => [asValue(key), value] as const) }
  return Object.fromEntries(entries)
}

/** What the value was in the design, but for threads: symbols of the same name, equal where their threads were. */
export function nativeOf(value: Value): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(nativeOf)
  const [first] = Object.entries(value)
  switch (first?.[0]) {
    case '#thread':
      return Symbol.for(String(first[1]))
    case '#bigint':
      return BigInt(String(first[1]))
    case '#number':
      return Number(first[1])
    case '#undefined':
      return undefined
    case '#function':
      return { toString: () => String(first[1]) }
    case '#map':
      return recordOf(first[1] as readonly (readonly [Value, Value])[]) // as asValue makes it
    default:
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, nativeOf(part)]))
  }
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function recordOf(entries: readonly (readonly [Value, Value])[]): Readonly<Record<PropertyKey, unknown>> {
  return Object.fromEntries(entries.map(([key, value]) => [nativeOf(key) as PropertyKey, nativeOf(value)])) // keys were keys
}
