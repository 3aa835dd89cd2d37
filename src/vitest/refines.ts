import type { CheckOptions } from '../check/options/check-options.ts'
import { checkMembers } from '../check/options/known-options.ts'
import type { System } from '../model/language/system.ts'
import type { Lock } from '../model/locks/lock.ts'
import { requireLock } from '../model/locks/required-lock.ts'
import { type Refinement, refinementOf } from '../refine/refinement.ts'

/** By which clients, and what is kept; beside the options of `check`. */
export type RefinementOptions<Call extends string = string> = Omit<
  Refinement<Call, string>,
  'implementation' | 'specification' | 'expect'
> &
  CheckOptions

type Split = {
  /** What is checked. */
  readonly system: System
  /** Of the check. */
  readonly options: CheckOptions
}

/** The system that says whether the one refines the other, and how to check it. @throws UsageError U006, U009 */
export function refining(received: unknown, specification: unknown, given: RefinementOptions = {}): Split {
  requireLock(received, 'expect')
  requireLock(specification, 'toRefine')
  const [implementation, right] = [received, specification] as readonly [Lock<string, string>, Lock<string, string>] // as required
  const isOfCheck = ([name]: readonly [string, unknown]): boolean => Object.hasOwn(checkMembers, name)
  const entries = Object.entries(given)
  const options: CheckOptions = Object.fromEntries(entries.filter(isOfCheck))
  const its = Object.fromEntries(entries.filter((one) => !isOfCheck(one)))
  return { system: refinementOf(implementation, right, its), options }
}
