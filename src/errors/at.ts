import { InternalError } from './internal-error.ts'

/**
 * The entry of a list or a table. A missing one is a bug, never a zero: 0 is a value, a local state, and a count that
 * means "blocked". In hot loops `list[i] as number` is honest instead, where the index comes from the tables or is
 * below a length: a call for each word of each state costs too much, and what is wrong there shows as NaN, not as a
 * value. `??` is left for what may really be missing.
 * @throws InternalError where there is none
 */
export function at<T>(list: ArrayLike<T | undefined>, index: number | undefined, what = 'entries'): T {
  const found = index === undefined ? undefined : list[index]
  if (found === undefined) throw new InternalError(`expected one of ${list.length} ${what}, saw index ${index}`)
  return found
}

/** What must be there. @throws InternalError where it is not */
export function existing<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new InternalError(`expected ${what}, saw none`)
  return found
}
