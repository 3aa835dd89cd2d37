import type { FoundViolation } from '../src/explorer/findings/search-result.ts'

/** A violation that a search has found, as the naive checker calls it. */
export function nameOf(violation: FoundViolation): string {
  if (violation.kind !== 'property') return violation.kind
  return violation.error === undefined ? `property ${violation.property}` : `error in property ${violation.property}`
}
