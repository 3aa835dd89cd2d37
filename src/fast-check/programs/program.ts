import fc from 'fast-check'

/** What the clients of a lock do: for each thread its calls, in order. Prints as `T0: lock unlock | T1: lock unlock`. */
export type Program<Call extends string> = { readonly threads: readonly (readonly Call[])[] }

export function program<Call extends string>(threads: readonly (readonly Call[])[]): Program<Call> {
  const made = { threads }
  Object.defineProperty(made, fc.toStringMethod, { value: () => programText(made) })
  return made
}

export function programText({ threads }: Program<string>): string {
  return threads.map((calls, thread) => `T${thread}: ${calls.join(' ')}`).join(' | ')
}
