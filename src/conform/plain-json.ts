/** One line of JSON: threads are their names. */
export function plainJson(value: unknown): string {
  return JSON.stringify(plainData(value))
}

function plainData(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(plainData)
  if (typeof value !== 'object' || value === null) return value
  if ('#thread' in value) return value['#thread']
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainData(part)]))
}
