import type { Routine } from '../routines/caller.ts'
import { isAtMost, maximumIrql, type RegionRoutine } from './irql.ts'
import { apcOk, type KThread } from './kthread.ts'

/** A rule that a driver must keep at each call. Rules are switched on for a kernel; a broken one is a failed call with its code. */
export type DriverRule = {
  readonly name: string
  /** The code of the violation, or `undefined` where the call keeps the rule. `ownsExclusively`: the caller does, this resource. */
  readonly violation: (t: KThread, routine: Routine | RegionRoutine, ownsExclusively: boolean) => string | undefined
  /** Looks at `ownsExclusively`. */
  readonly needsOwnership?: boolean
}

const acquires: readonly string[] = [
  'ExAcquireResourceExclusiveLite',
  'ExTryToAcquireResourceExclusiveLite',
  'ExAcquireResourceSharedLite',
  'ExAcquireSharedStarveExclusive',
  'ExAcquireSharedWaitForExclusive',
]
const exclusiveAcquires: readonly string[] = acquires.slice(0, 2)
const releases: readonly string[] = ['ExReleaseResourceLite', 'ExReleaseResourceForThreadLite']

/**
 * Verifier: normal kernel APCs are disabled at every acquire and release, by whatever means; system threads are
 * exempt.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [apcRule] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const apcRule: DriverRule = {
  name: 'APC rule',
  violation(t, routine) {
    if (apcOk(t)) return undefined
    if (acquires.includes(routine)) return '0xC4/0x37'
    return releases.includes(routine) ? '0xC4/0x38' : undefined
  },
}

/**
 * IrqlExApcLte3, IrqlKeApcLte2 and the IRQL of each routine's page.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [irqlRule] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const irqlRule: DriverRule = {
  name: 'IRQL',
  violation(t, routine) {
    if (isAtMost(t.irql, maximumIrql[routine])) return undefined
    if (routine === 'KeEnterCriticalRegion' || routine === 'KeEnterGuardedRegion') return '0xC4/0x11A'
    if (routine === 'KeLeaveCriticalRegion' || routine === 'KeLeaveGuardedRegion') return '0xC4/0x11B'
    return maximumIrql[routine] === 'APC_LEVEL' ? '0xC4/0x20007' : '0xA'
  },
}

/**
 * SDV: an exclusive acquire and its release alternate strictly. Run time allows recursion; this rule does not.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [...verifierRules, exclusiveResourceAccess] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const exclusiveResourceAccess: DriverRule = {
  name: 'ExclusiveResourceAccess',
  needsOwnership: true,
  violation: (_, routine, ownsExclusively) =>
    ownsExclusively && exclusiveAcquires.includes(routine) ? 'SDV ExclusiveResourceAccess' : undefined,
}

/**
 * SDV for WDM drivers: acquire and release inside KeEnterCriticalRegion; it recognises no other way to disable APCs.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [...verifierRules, withinCriticalRegion] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const withinCriticalRegion: DriverRule = {
  name: 'WithinCriticalRegion (wdm)',
  violation: (t, routine) => (isOutsideCriticalRegion(t, routine) ? 'SDV WithinCriticalRegion (wdm)' : undefined),
}

/**
 * The same rule for Storport miniports.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [...verifierRules, withinCriticalRegionStorport] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const withinCriticalRegionStorport: DriverRule = {
  name: 'WithinCriticalRegion (storport)',
  violation: (t, routine) => (isOutsideCriticalRegion(t, routine) ? 'SDV WithinCriticalRegion (storport)' : undefined),
}

function isOutsideCriticalRegion(t: KThread, routine: string): boolean {
  return t.kernelApcDisable === 0 && (releases.includes(routine) || (acquires.includes(routine) && !isTry(routine)))
}

/** No page and no rule names ExTryToAcquireResourceExclusiveLite. */
function isTry(routine: string): boolean {
  return routine === 'ExTryToAcquireResourceExclusiveLite'
}

/**
 * SDV: a physical Storport miniport calls none of the family.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [hwStorPortProhibitedDDIs] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const hwStorPortProhibitedDDIs: DriverRule = {
  name: 'HwStorPortProhibitedDDIs',
  violation: (_, routine) =>
    isTry(routine) || routine === 'ExDisableResourceBoostLite' ? undefined : 'SDV HwStorPortProhibitedDDIs',
}

/**
 * SDV: StartIo of a Storport miniport does not wait.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: [...verifierRules, spNoWait] })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const spNoWait: DriverRule = {
  name: 'SpNoWait',
  violation: (t, routine) =>
    t.isInStartIo && routine === 'ExAcquireSharedWaitForExclusive' ? 'SDV SpNoWait' : undefined,
}

/**
 * What Driver Verifier and the DDI compliance rules look at, for a WDM driver.
 * @example
 * const { asThread } = kernel(tools, { threads: ids, rules: verifierRules })
 * yield* asThread(me).KeEnterCriticalRegion()
 */
export const verifierRules: readonly DriverRule[] = [apcRule, irqlRule]
