import type { Execution, Straight } from '../../../properties/naive-memory.ts'
import { programOf } from '../notation.ts'

/**
 * A litmus test with how many executions it has if memory is sequentially consistent, and under RC11; in each way through its branches. A way is a
 * program, and behind `→` what its reads must have seen to go it, one thing or another: `[12]` is 1 or 2, `-` whatever there is.
 */
export type Published = readonly [name: string, sc: number, rc11: number, ...ways: string[]]

export type Way = {
  readonly cells: number
  readonly threads: Straight
  /** Whether what is read makes the threads go this way. */
  readonly isGone: (it: Execution) => boolean
}

export function wayOf(text: string): Way {
  const [program = '', wanted = ''] = text.split('→').map((part) => part.trim())
  if (wanted === '') return { ...programOf(program), isGone: () => true }
  const either = wanted.split(', ').map((one) => one.replaceAll('-', '\\d+'))
  const pattern = new RegExp(`^(${either.join('|')}) /`)
  return { ...programOf(program), isGone: ({ outcome }) => pattern.test(outcome) }
}
