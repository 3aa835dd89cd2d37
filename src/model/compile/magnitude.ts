/**
 * The largest number or the length of the longest list in a value. A design keeps both small; closing, which lets each thread run against
 * anything that the others may have done, can count for ever where the design in truth does not. Such an object is better left to the search.
 */
export function magnitude(value: unknown): number {
  if (typeof value === 'number') return Math.abs(value)
  if (typeof value !== 'object' || value === null) return 0
  let largest = Array.isArray(value) ? value.length : 0
  for (const key of Reflect.ownKeys(value))
    if (key !== 'length') largest = Math.max(largest, magnitudeOfPart(Reflect.get(value, key)))
  return largest
}

/** Of frozen parts, which many values share. */
const known = new WeakMap<object, number>()

function magnitudeOfPart(part: unknown): number {
  if (typeof part !== 'object' || part === null || !Object.isFrozen(part)) return magnitude(part)
  const seen = known.get(part)
  if (seen !== undefined) return seen
  const made = magnitude(part)
  known.set(part, made)
  return made
}

/** How far closing follows an object that starts with this value. */
export function magnitudeLimit(initial: unknown): number {
  return 32 + 4 * magnitude(initial)
}
