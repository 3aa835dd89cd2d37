import { examine } from '../../../options/examined.ts'
import { flag } from '../../../options/kinds.ts'
import type { Lock } from '../../locks/lock.ts'
import { eresourceCalls, type ResourceCall } from '../clients/calls.ts'
import { lockOf, twelveCalls } from '../clients/chosen-calls.ts'
import { type EresourceLockOptions, lockMembers } from '../clients/eresource-lock.ts'
import type { ResourceSection } from '../clients/rules.ts'
import type { FineOptions } from './options.ts'
import { fineEresource } from './resource.ts'
import { asThread } from './routines.ts'
import { alwaysConsistent } from './safety.ts'

/** Which calls clients make, of which resource, and whether its structure is watched. */
export type FineLockOptions<C extends ResourceCall> = EresourceLockOptions<C, FineOptions> & {
  /** With the properties of `alwaysConsistent`. Refinement does without: it says of calls what is wrong. */
  readonly isWatched?: boolean
}

/**
 * ERESOURCE as a lock with the calls of the catalogue, step by step.
 * @throws UsageError U006 for options that make no sense.
 * @example
 * const readersAndWriters = fineEresourceLock({ calls: ['X', 'S', 'rel'], resource: { hasWaiterObjects: true } })
 * console.log(readersAndWriters.name)
 */
export function fineEresourceLock<const C extends ResourceCall = (typeof twelveCalls)[number]>(
  options: FineLockOptions<C> = {},
): Lock<C, ResourceSection> {
  examine('fineEresourceLock', options, { ...lockMembers, isWatched: flag })
  const { calls = twelveCalls as readonly ResourceCall[] as readonly C[], resource = {}, isWatched = false } = options // C is what is missing
  return lockOf('ERESOURCE, fine grain', calls, (tools, clients) => {
    const R = fineEresource(tools, clients, resource)
    if (isWatched) alwaysConsistent(tools, R)
    return eresourceCalls(R, asThread, clients)
  })
}
