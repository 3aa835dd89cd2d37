import { UsageError } from '../../errors/usage-error.ts'
import { show } from '../../model/values/encode.ts'

/** @throws UsageError U009 for anything else than a system: a family that was not called, say. */
export function requireSystem(given: unknown, whose: string): void {
  if (typeof given === 'object' && given !== null && 'isLockproofSystem' in given) return
  const seen = typeof given === 'function' ? 'a function' : show(given)
  const fix = typeof given === 'function' ? ' A family makes one where it is called: mcs({ N: 3 }).' : ''
  throw new UsageError('U009', `${whose}() was given ${seen}: expected a system.${fix}`, { expected: 'a system', seen })
}
