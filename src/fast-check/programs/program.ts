import fc from 'fast-check'
import { type ClientProgram, programText } from '../../model/locks/client-program.ts'

/**
 * One that fast-check prints as a person reads it.
 * @example
 * const two = program([['lock', 'unlock'], ['lock', 'unlock']])
 * holdsUnderEveryInterleaving(clientSystem(flagLock, two))
 */
export function program<Call extends string>(threads: readonly (readonly Call[])[]): ClientProgram<Call> {
  const made = { threads }
  Object.defineProperty(made, fc.toStringMethod, { value: () => programText(made) })
  return made
}
