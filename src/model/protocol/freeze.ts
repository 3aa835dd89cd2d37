const done = new WeakSet<object>()

/** Freezes plain data through and through. immer's own freezing leaves out what lies under a thread id as key. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || done.has(value)) return value
  done.add(value)
  Object.freeze(value)
  for (const key of Reflect.ownKeys(value)) deepFreeze((value as Readonly<Record<PropertyKey, unknown>>)[key]) // its own key
  return value
}
