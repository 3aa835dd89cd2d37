import { examine, type Members } from '../../../options/examined.ts'
import { listOf, oneOf, record } from '../../../options/kinds.ts'
import type { Lock } from '../../locks/lock.ts'
import { eresource } from '../eresource.ts'
import type { EresourceOptions } from '../options.ts'
import { asThread } from '../routines/as-thread.ts'
import { eresourceCalls, type ResourceCall } from './calls.ts'
import { lockOf, twelveCalls } from './chosen-calls.ts'
import { callRules, type ResourceSection } from './rules.ts'

/** Which calls clients make, and of which resource. */
export type EresourceLockOptions<C extends ResourceCall, O> = {
  /** All acquires, `rel`, `cv`, `isX` and `isS` unless given. */
  readonly calls?: readonly C[]
  /** How the resource behaves. */
  readonly resource?: Partial<O>
}

/** Of `eresourceLock` and `fineEresourceLock`, by their names. */
export const lockMembers: Members = { calls: listOf(oneOf(Object.keys(callRules))), resource: record }

/**
 * ERESOURCE as a lock with the calls of the catalogue, each one step, and two where it waits: what an implementation refines.
 * @throws UsageError U006 for options that make no sense.
 * @example
 * const specification = eresourceLock({ calls: ['X', 'S', 'rel'], resource: { grants: 'exchangeable' } })
 * console.log(specification.name)
 */
export function eresourceLock<const C extends ResourceCall = (typeof twelveCalls)[number]>(
  options: EresourceLockOptions<C, EresourceOptions> = {},
): Lock<C, ResourceSection> {
  examine('eresourceLock', options, lockMembers)
  const { calls = twelveCalls as readonly ResourceCall[] as readonly C[], resource = {} } = options // C is what is missing
  const name = resource.grants === 'exchangeable' ? 'ERESOURCE, grants exchangeable' : 'ERESOURCE'
  return lockOf(name, calls, ({ shared }, clients) => {
    const { R } = shared({ R: eresource(resource) })
    return eresourceCalls(R, asThread, clients)
  })
}
