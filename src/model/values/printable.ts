/**
 * What terminals obey, and people do not see: control characters, marks of writing direction, half characters, separators of lines, and what has no width.
 * In a name they would forge a line of a report, or hide one, or make two names look alike: they are printed as JSON writes them, `\u001b`, so that JSON
 * stays what it says. What shapes letters and emoji stays: joiners, variation selectors, the tags of flags.
 */
const obeyed =
  /[\p{Cc}\p{Bidi_Control}\p{Cs}\p{Zl}\p{Zp}\ufff9-\ufffb]|(?!\p{Join_Control}|\p{Variation_Selector}|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu

const letters: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A text of the user's, as one line that says all of it. */
export function printable(text: string): string {
  return text.replace(obeyed, (one) => letters.get(one) ?? one.split('').map(escaped).join(''))
}

/** Of one half of a character, where it has two. */
function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
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
