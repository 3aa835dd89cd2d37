import { eresourceCalls } from '../../model/eresource/clients/calls.ts'
import {
  alwaysSafe,
  type DriverRule,
  eresource,
  type KernelRoutines,
  kernel,
  verifierRules,
} from '../../model/eresource/index.ts'
import { type CallRule, type Lock, lock } from '../../model/locks/lock.ts'
import type { ThreadId } from '../../model/values/thread-id.ts'
import { examine } from '../../options/examined.ts'
import { list } from '../../options/kinds.ts'
import {
  clientMembers,
  type EresourceCall,
  type EresourceClientOptions,
  type EresourceSection,
  eresourceClients,
} from './clients.ts'

/** `[` enters a critical region, `]` leaves it. */
export type DriverCall = EresourceCall | '[' | ']'
/** What a driver holds between two calls; *region* is a critical region. */
export type DriverSection = EresourceSection | 'region'

/** How large random drivers are, and which of the rules they keep. */
export type EresourceDriverOptions = EresourceClientOptions & {
  /** What Driver Verifier looks at, unless given. */
  readonly rules?: readonly DriverRule[]
}

/**
 * The same clients as user threads of a kernel, which checks the APC rule and the IRQL at every call. The well-behaved
 * ones own the resource only inside critical regions; others meet the bug checks of Driver Verifier.
 * @example
 * const clients = eresourceDrivers()
 * fc.assert(everyProgramHolds(clients, { depth: 3 }))
 */
export function eresourceDrivers(options: EresourceDriverOptions = {}): Lock<DriverCall, DriverSection> {
  examine('eresourceDrivers', options, { ...clientMembers, rules: list })
  const { resource = {}, rules = verifierRules } = options
  const clients = eresourceClients({ resource })
  const inRegion = Object.fromEntries(
    Object.entries<CallRule<DriverSection>>(clients.calls).map(([call, rule]) => [call, { ...rule, needs: 'region' }]),
  ) as { readonly [C in EresourceCall]: CallRule<DriverSection> } // the same calls
  return lock<DriverCall, DriverSection>({
    name: 'ERESOURCE in a kernel',
    sections: { ...clients.sections, region: {} },
    calls: { '[': { opens: 'region' }, ...inRegion, ']': { closes: 'region' } },
    describe(tools, threads) {
      const { R } = tools.shared({ R: eresource(resource) })
      const { asThread } = kernel(tools, { threads, rules })
      alwaysSafe(tools, { R })
      const known = new Map<ThreadId, KernelRoutines>()
      const routinesOf = (me: ThreadId): KernelRoutines => {
        const routines = known.get(me) ?? asThread(me)
        known.set(me, routines)
        return routines
      }
      return {
        ...eresourceCalls(R, routinesOf, threads),
        '[': (me) => routinesOf(me).KeEnterCriticalRegion(),
        ']': (me) => routinesOf(me).KeLeaveCriticalRegion(),
      }
    },
  })
}
