import { isRecord } from './record.ts'

const done = new WeakSet<object>()

/**
 * Freezes plain data through and through. immer's own freezing leaves out what lies under a thread id as key. What is no plain data stays as it is: a
 * class may need to change itself.
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || done.has(value) || !(Array.isArray(value) || isRecord(value)))
    return value
  done.add(value)
  Object.freeze(value)
  for (const key of Reflect.ownKeys(value)) deepFreeze((value as Readonly<Record<PropertyKey, unknown>>)[key]) // its own key
  return value
}

/** The same for values that are soon forgotten: it remembers nothing, and goes through what is frozen already. */
export function freezeAll<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  Object.freeze(value)
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) freezeAll(value[i])
  else {
    const record = value as Readonly<Record<PropertyKey, unknown>> // any object can be read by key
    for (const key of Object.keys(record)) freezeAll(record[key])
    for (const id of Object.getOwnPropertySymbols(record)) freezeAll(record[id])
  }
  return value
}
