import { eresourceCalls, type ResourceCall } from '../../model/eresource/clients/calls.ts'
import { callRules, type ResourceSection, sectionRules } from '../../model/eresource/clients/rules.ts'
import { alwaysSafe, asThread, type EresourceOptions, eresource } from '../../model/eresource/index.ts'
import { type CallRule, type Lock, lock } from '../../model/locks/lock.ts'
import { examine, type Members } from '../../options/examined.ts'
import { record } from '../../options/kinds.ts'

/**
 * The routines on one resource in the notation of the driver catalogue: `S` SharedLite, `X` ExclusiveLite, `V` StarveExclusive, `W`
 * WaitForExclusive, all with Wait TRUE, with `?` Wait FALSE; `rel` release, `cv` convert to shared, `own` and `ownX` give a shared or an exclusive
 * hold to an owner pointer, `relP` releases for the pointer. And, never of the well-behaved: `relT0` releases for thread T0, `re` reinitializes.
 */
export type EresourceCall = Exclude<ResourceCall, 'isX' | 'isS' | 'nX' | 'nS' | 'del' | 'init'>

/** What a client holds between two calls. */
export type EresourceSection = ResourceSection

/** How large random clients of ERESOURCE are. */
export type EresourceClientOptions = {
  /** How the resource behaves: a build, a release policy, mutants. */
  readonly resource?: Partial<EresourceOptions>
}

const { isX, isS, nX, nS, del, init, ...changing } = callRules
/** Whoever calls at random asks nothing, and the resource is there. */
const changingCalls: { readonly [C in EresourceCall]: CallRule<EresourceSection> } = changing

/** Of `eresourceClients`, by their names. */
export const clientMembers: Members = { resource: record }

/**
 * Drivers on one ERESOURCE. The well-behaved ones obey the documented rules: who holds a resource shared does not ask
 * for it exclusively, nor through WaitForExclusive, with Wait TRUE; only an exclusive owner converts, and from then on
 * it is a reader; what was given to an owner pointer is released for the pointer; every hold is released.
 * @example
 * const clients = eresourceClients()
 * fc.assert(everyProgramHolds(clients))
 */
export function eresourceClients(options: EresourceClientOptions = {}): Lock<EresourceCall, EresourceSection> {
  examine('eresourceClients', options, clientMembers)
  const { resource = {} } = options
  return lock<EresourceCall, EresourceSection>({
    name: 'ERESOURCE',
    sections: sectionRules,
    calls: changingCalls,
    describe(tools, clients) {
      const { R } = tools.shared({ R: eresource(resource) })
      alwaysSafe(tools, { R })
      return eresourceCalls(R, asThread, clients)
    },
  })
}
