import fc from 'fast-check'
import type { ClientProgram } from '../../model/locks/client-program.ts'
import type { Lock } from '../../model/locks/lock.ts'
import { requireLock } from '../../model/locks/required-lock.ts'
import { withTogether } from '../../model/locks/together.ts'
import { wellBehaved } from '../../model/locks/well-behaved.ts'
import { program } from './program.ts'
import { ProgramArbitrary } from './program-arbitrary.ts'
import { examineSize } from './sizes.ts'
import { SmallPrograms } from './small-programs.ts'

/** How large programs may be. */
export type ProgramSize = {
  /** Most threads; 3 unless given, or as many as the lock is made for. */
  readonly threads?: number
  /** Most calls of a thread, apart from those that close what is left open; 4 unless given. */
  readonly calls?: number
  /** Most sections that a thread is in at once: how deep recursion goes. 2 unless given. */
  readonly depth?: number
}

/**
 * Programs of well-behaved clients: they call only where the rules of the calls allow it, and leave every section that
 * they enter. Shrinks to a program with the fewest calls, as far as 1,500 programs tell, and among those to calls that
 * were listed earlier.
 * @example
 * const programs = clientPrograms(flagLock, { threads: 2 })
 * fc.assert(fc.property(programs, (program) => holdsUnderEveryInterleaving(clientSystem(flagLock, program))))
 */
export function clientPrograms<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  size: ProgramSize = {},
): fc.Arbitrary<ClientProgram<Call>> {
  requireLock(lock, 'clientPrograms')
  examineSize(size, 'clientPrograms')
  const { depth = 2 } = size
  const drawn = callLists(lock, size, (call) => lock.calls[call].isMisuse !== true).map((threads) =>
    withTogether(
      lock,
      threads.map((calls) => wellBehaved(lock, calls, depth)),
    ),
  )
  return shrinking(lock, size, drawn, true)
}

/**
 * Programs of clients that call what they like, in any order, and may leave sections open.
 * @example
 * const programs = anyPrograms(flagLock, { threads: 2, calls: 2 })
 * fc.assert(fc.property(programs, (program) => check(clientSystem(flagLock, program)).verdict !== 'incomplete'))
 */
export function anyPrograms<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  size: ProgramSize = {},
): fc.Arbitrary<ClientProgram<Call>> {
  requireLock(lock, 'anyPrograms')
  examineSize(size, 'anyPrograms')
  return shrinking(
    lock,
    size,
    callLists(lock, size, () => true),
    false,
  )
}

function shrinking<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  { depth = 2, threads = 3 }: ProgramSize,
  drawn: fc.Arbitrary<readonly (readonly Call[])[]>,
  isWellBehaved: boolean,
): fc.Arbitrary<ClientProgram<Call>> {
  const small = new SmallPrograms(lock, { isWellBehaved, threads: Math.min(threads, lock.threads ?? threads), depth })
  return new ProgramArbitrary(
    drawn.map(withoutIdle).filter((program) => program.threads.length > 0),
    small,
  )
}

function callLists<Call extends string, Section extends string>(
  { calls, threads: made = Number.POSITIVE_INFINITY }: Lock<Call, Section>,
  { threads = 3, calls: most = 4 }: ProgramSize,
  isCalled: (call: Call) => boolean,
): fc.Arbitrary<Call[][]> {
  const call = fc.constantFrom(...(Object.keys(calls) as Call[]).filter(isCalled)) // the keys are the calls
  const thread = fc.array(call, { maxLength: most, size: 'max' })
  return fc.array(thread, { minLength: 1, maxLength: Math.min(threads, made), size: 'max' })
}

function withoutIdle<Call extends string>(threads: readonly (readonly Call[])[]): ClientProgram<Call> {
  return program(threads.filter((calls) => calls.length > 0))
}
