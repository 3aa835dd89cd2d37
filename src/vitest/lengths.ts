/** How long what was found must be, as assertions say it beside the options of `check`. */
import type { CheckOptions } from '../check/options/check-options.ts'
import { examineCheckOptions } from '../check/options/known-options.ts'
import { integer } from '../options/kinds.ts'
import { counted } from '../report/text/quantity.ts'
import type { Verdict } from '../verdict/verdict.ts'
import { lengthsOf } from '../verdict/waiting-forever.ts'
import { checked } from './checked.ts'
import type { Claim } from './result.ts'

/** How long a counterexample is expected to be, in steps. */
export type Length = {
  /** Exactly so many steps, which breadth first is the length of the shortest counterexample. */
  readonly steps?: number
}

/** Of a run without end. */
export type LassoLength = {
  /** Exactly so many steps lead to what is repeated for ever. */
  readonly stem?: number
  /** Exactly so many steps are repeated; 0 where it stays as it is. */
  readonly cycle?: number
}

export type Lengths = Length & LassoLength

export type Judged = Pick<Claim, 'verdict'> & {
  readonly options: CheckOptions
  readonly within: string
  readonly isAsLong: boolean
}

export function judged(
  received: unknown,
  whose: string,
  length: Lengths & CheckOptions = {},
  has: readonly (keyof Lengths)[],
): Judged {
  examineCheckOptions(length, whose, Object.fromEntries(has.map((name) => [name, integer(0)])))
  const { steps, stem, cycle, ...options } = length
  const verdict = checked(received, options)
  return { verdict, options, within: within({ steps, stem, cycle }), isAsLong: isLong(verdict, { steps, stem, cycle }) }
}

/** `found`: apart from its length; `isKnown`: the search came to an end, and was asked. */
export function claim({ verdict, options, isAsLong }: Judged, wanted: string, found: boolean, isKnown: boolean): Claim {
  const isTrue = found && isAsLong
  return { verdict, options, wanted, isTrue, isFalse: isKnown && !isTrue }
}

type Wanted = { readonly [L in keyof Lengths]: number | undefined }

function isLong({ violation }: Verdict, { steps, stem, cycle }: Wanted): boolean {
  const seen: Wanted = violation === undefined ? {} : { steps: violation.trace?.steps.length, ...lengthsOf(violation) }
  return [
    [steps, seen.steps],
    [stem, seen.stem],
    [cycle, seen.cycle],
  ].every(([wanted, found]) => wanted === undefined || wanted === found)
}

function within({ steps, stem, cycle }: Wanted): string {
  const parts = [
    ...[steps, stem].flatMap((many) => (many === undefined ? [] : [`after ${counted(many, 'step')}`])),
    ...(cycle === undefined ? [] : [`in a cycle of ${counted(cycle, 'step')}`]),
  ]
  return parts.length === 0 ? '' : ` ${parts.join(', ')}`
}
