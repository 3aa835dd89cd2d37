/** What was thrown, as a person reads it: `RangeError: no rung`, `null`. It may be anything, also what has no text, or one that throws itself. */
export function thrownText(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  } catch {
    return 'something without a text'
  }
}
