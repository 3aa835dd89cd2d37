/** What the clients of a lock do: for each thread its calls, in order. Prints as `T0: lock unlock | T1: lock unlock`. */
export type ClientProgram<Call extends string> = { readonly threads: readonly (readonly Call[])[] }

/**
 * `[T0: lock unlock | T1: lock unlock]`. A program as a person reads it.
 * @example
 * const two = program([['lock', 'unlock'], ['lock', 'unlock']])
 * const text = programText(two) // T0: lock unlock | T1: lock unlock
 */
export function programText({ threads }: ClientProgram<string>): string {
  return threads.map((calls, thread) => `T${thread}: ${calls.join(' ')}`).join(' | ')
}
