/** What was thrown, as a person reads it: `RangeError: no rung`, `null`. It may be anything, also what has no text, or one that throws itself. */
export function thrownText(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  } catch {
    return 'something without a text'
  }
}

/** Whether it is an error that can be told: a user's may have getters, which throw. */
export function isReadable(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error && typeof thrown.name === 'string' && typeof thrown.message === 'string'
  } catch {
    return false
  }
}

/** Its message, where it is an error that has one: for a sentence that says already that something went wrong. */
export function messageOf(thrown: unknown): string {
  return isReadable(thrown) ? thrown.message : thrownText(thrown)
}

/** The text that what was thrown has there; `undefined` where it is none, or cannot be read: a file may have stacks of its own. */
export function textAt(thrown: unknown, key: 'stack' | 'code'): string | undefined {
  try {
    const value: unknown = Reflect.get(Object(thrown), key)
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}
