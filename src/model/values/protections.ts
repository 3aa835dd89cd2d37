/**
 * What stands between a user's code and the tables, by name. All of it, always; only tests take one away at a time, and must miss it.
 */
export const protections = [
  'texts are inspected',
  'clocks and chance are out of reach',
  'what is handed on is frozen',
  'arguments are copies',
  'hidden parts are refused',
  'descriptions are run twice',
  'bodies are run twice',
  'recipes are run twice',
  'properties are asked twice',
  'the second run is on copies',
  'mistakes are no verdict',
  'walks go on natively',
] as const

export type Protection = (typeof protections)[number]

let missing: ReadonlySet<Protection> = new Set()

export function isProtected(by: Protection): boolean {
  return !missing.has(by)
}

/** For tests. */
export function withoutProtections<T>(which: readonly Protection[], run: () => T): T {
  const outer = missing
  missing = new Set(which)
  try {
    return run()
  } finally {
    missing = outer
  }
}
