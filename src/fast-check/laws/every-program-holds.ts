import type fc from 'fast-check'
import type { CheckOptions } from '../../check/options/check-options.ts'
import { checkMembers } from '../../check/options/known-options.ts'
import type { ClientProgram } from '../../model/locks/client-program.ts'
import { clientSystem } from '../../model/locks/client-system.ts'
import type { Lock } from '../../model/locks/lock.ts'
import { requireLock } from '../../model/locks/required-lock.ts'
import { clientPrograms, type ProgramSize } from '../programs/client-programs.ts'
import { examineSize } from '../programs/sizes.ts'
import { holdsUnderEveryInterleaving } from './holds.ts'
import { lawOf } from './law.ts'

/**
 * The law that every well-behaved program holds under every interleaving. Each client makes its calls once, in order,
 * and ends. Of every program is checked, in all its states:
 * - that sections which exclude each other are never entered together;
 * - that no operation fails, and no body throws;
 * - that nobody waits for ever whatever others owe: neither all at once, nor one while others go on, beside a client that spins or never ends (which
 *   takes the graph of all states; `check: { stuck: false }` does without);
 * - what the lock declares with `always` and `never`.
 *
 * It does not say that whoever waits gets its turn: one that is overtaken for ever is not stuck. Its failure shows the
 * smallest program and the shortest schedule.
 * @example
 * const law = everyProgramHolds(flagLock, { threads: 3, calls: 4 })
 * fc.assert(law, { numRuns: 200 })
 */
export function everyProgramHolds<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  options: ProgramSize & { readonly check?: CheckOptions } = {},
): fc.IPropertyWithHooks<[ClientProgram<Call>]> {
  requireLock(lock, 'everyProgramHolds')
  examineSize(options, 'everyProgramHolds', { check: { members: checkMembers } })
  const { check = {}, ...size } = options
  const asked = { ...check, stuck: check.stuck ?? true } // however large a program is
  return lawOf(clientPrograms(lock, size), (program) => holdsUnderEveryInterleaving(clientSystem(lock, program), asked))
}
