/** Kinds of values that options have: what is expected, and what fits. */
export type Kind = {
  readonly expected: string
  readonly fits: (value: unknown) => boolean
  /** Words that fit, for whoever means one of them. */
  readonly words?: readonly string[]
}

export const flag: Kind = { expected: 'true or false', fits: (value) => typeof value === 'boolean' }

export const text: Kind = { expected: 'a text', fits: (value) => typeof value === 'string' }

export const list: Kind = { expected: 'a list', fits: Array.isArray }

export const record: Kind = {
  expected: 'a record',
  fits: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

export const anyInteger: Kind = { expected: 'an integer', fits: Number.isSafeInteger }

export const aboveZero: Kind = { expected: 'a number above 0', fits: (value) => typeof value === 'number' && value > 0 }

export function integer(least: number, most: number = Number.MAX_SAFE_INTEGER): Kind {
  const fits = (value: unknown): boolean =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
  const isBounded = most < Number.MAX_SAFE_INTEGER
  return { expected: isBounded ? `an integer from ${least} to ${most}` : `an integer of at least ${least}`, fits }
}

export function oneOf(words: readonly string[]): Kind {
  return { expected: `one of ${words.join(', ')}`, fits: (value) => words.some((word) => word === value), words }
}

export const callable: Kind = { expected: 'a function', fits: (value) => typeof value === 'function' }

export function listOf({ expected, fits }: Kind): Kind {
  return { expected: `a list, each ${expected}`, fits: (value) => Array.isArray(value) && value.every(fits) }
}

export function oneOrMore(kind: Kind): Kind {
  const several = listOf(kind)
  return { ...kind, expected: `${kind.expected}, or a list`, fits: (value) => kind.fits(value) || several.fits(value) }
}
