/**
 * What terminals obey, and people do not see: control characters, marks of writing direction, half characters, separators of lines. In a name they would
 * forge a line of a report, or hide one: they are printed as JSON writes them, `\u001b`, so that JSON stays what it says.
 */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}]/gu

const letters: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A text of the user's, as one line that says all of it. */
export function printable(text: string): string {
  return text.replace(obeyed, (one) => letters.get(one) ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Plain data with all its texts so, those of keys and thread ids as well: what a report is made of. */
export function printableData<T>(data: T): T {
  return printed(data) as T // the same but for texts
}

function printed(data: unknown): unknown {
  if (typeof data === 'string') return printable(data)
  if (typeof data === 'symbol') return Symbol.for(printable(data.description ?? ''))
  if (typeof data !== 'object' || data === null) return data
  if (Array.isArray(data)) return data.map(printed)
  return Object.fromEntries(Reflect.ownKeys(data).map((key) => [printed(key), printed(Reflect.get(data, key))]))
}
