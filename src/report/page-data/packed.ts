/**
 * Data as a list in which each part stands once, and is named by its place: spans of threads, labels and lists of regions come again and again in a
 * long run. Parts come before whatever they are part of; the last one is the whole.
 *
 * A text, a number, a flag or null is itself. A list is `[-1, …places of its parts]`; a record is `[place of the list of its keys, …places of its values]`.
 */
export type Packed = readonly Part[]

type Part = Simple | readonly [kind: number, ...parts: number[]]

type Simple = null | boolean | number | string

const list = -1

export function packed(data: unknown): Packed {
  const parts: Part[] = []
  const places = new Map<string, number>()
  const placeOf = (value: unknown): number => {
    const part = partOf(value)
    const text = JSON.stringify(part)
    const known = places.get(text)
    if (known !== undefined) return known
    places.set(text, parts.length)
    return parts.push(part) - 1
  }
  const partOf = (value: unknown): Part => {
    if (Array.isArray(value)) return [list, ...value.map(placeOf)]
    if (typeof value !== 'object' || value === null) return value as Simple // plain data has nothing else
    const entries = Object.entries(value).filter(([, one]) => one !== undefined)
    return [placeOf(entries.map(([key]) => key)), ...entries.map(([, one]) => placeOf(one))]
  }
  placeOf(data)
  return parts
}

/** What was packed; parts that are alike are one. */
export function unpacked(parts: Packed): unknown {
  const made: unknown[] = []
  for (const part of parts) made.push(isSimple(part) ? part : unpackedPart(part, made))
  return made.at(-1)
}

function isSimple(part: Part): part is Simple {
  return typeof part !== 'object' || part === null
}

function unpackedPart([kind, ...places]: readonly [number, ...number[]], made: readonly unknown[]): unknown {
  const values = places.map((place) => made[place])
  if (kind === list) return values
  const keys = made[kind] as readonly string[] // as packed() makes it
  return Object.fromEntries(keys.map((key, k) => [key, values[k]]))
}
