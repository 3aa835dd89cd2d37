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
 * The law that every well-behaved program holds under every interleaving: excluded sections are never entered together, no operation fails, nobody
 * waits for ever, and whatever else the lock declares. Its failure shows the smallest program and the shortest schedule.
 * @example
 * fc.assert(everyProgramHolds(flagLock))
 */
export function everyProgramHolds<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  options: ProgramSize & { readonly check?: CheckOptions } = {},
): fc.IPropertyWithHooks<[ClientProgram<Call>]> {
  requireLock(lock, 'everyProgramHolds')
  examineSize(options, 'everyProgramHolds', { check: { members: checkMembers } })
  const { check = {}, ...size } = options
  return lawOf(clientPrograms(lock, size), (program) => holdsUnderEveryInterleaving(clientSystem(lock, program), check))
}
