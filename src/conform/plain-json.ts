/** One line of JSON: thread ids are their names, also as keys. */
export function plainJson(value: unknown): string {
  return JSON.stringify(plainData(value))
}

function plainData(value: unknown): unknown {
  if (typeof value === 'symbol') return value.description ?? ''
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(plainData)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Reflect.ownKeys(value).map((key) => [nameOf(key), plainData(Reflect.get(value, key))]))
}

function nameOf(key: string | symbol): string {
  return typeof key === 'string' ? key : (key.description ?? '')
}
