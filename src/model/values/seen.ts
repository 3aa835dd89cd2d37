import { show } from './encode.ts'
import { isRecord } from './record.ts'

/** What was given where something else was expected: an instance by its class, since its fields say little. */
export function seenAs(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isRecord(value)) return show(value)
  return `an instance of ${value.constructor?.name || 'a class'}`
}
