/** Names of threads, and for whom each waits. */
type Waits = ReadonlyMap<string, readonly string[]>

/** `T0 T1 T0`, where each waits for the next: a shortest one, if there is any. */
export function ringOf(waitsFor: Waits): readonly string[] | undefined {
  const rings = [...waitsFor.keys()].flatMap((thread) => ringFrom(thread, waitsFor))
  return rings.toSorted((a, b) => a.length - b.length)[0]
}

/** The shortest way back, or none. */
function ringFrom(start: string, waitsFor: Waits): readonly (readonly string[])[] {
  const paths: (readonly string[])[] = [[start]]
  const seen = new Set<string>()
  for (const path of paths) {
    for (const next of waitsFor.get(path.at(-1) ?? start) ?? []) {
      if (next === start) return [[...path, next]]
      if (!seen.has(next)) paths.push([...path, next])
      seen.add(next)
    }
  }
  return []
}
