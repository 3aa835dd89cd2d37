import type { Violation } from '../src/explorer/findings/search-result.ts'

/** A violation that a search has found, as the naive checker calls it. */
export function nameOf(violation: Violation): string {
  if (violation.kind !== 'property') return violation.kind
  return violation.error === undefined ? `property ${violation.property}` : `error in property ${violation.property}`
}
