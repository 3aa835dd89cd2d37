import type { Steps } from 'lockproof'
import { cell, check, type System, system } from 'lockproof'
import {
  apcRule,
  type DriverRule,
  eresource,
  exclusiveResourceAccess,
  hwStorPortProhibitedDDIs,
  type Irql,
  irqlRule,
  type KernelRoutines,
  type KThread,
  kernel,
  spNoWait,
  verifierRules,
  withinCriticalRegion,
  withinCriticalRegionStorport,
} from 'lockproof/eresource'
import { describe, expect, test } from 'vitest'
import { apcOk, areAllApcsDisabled, areApcsDisabled, maximumIrql, userThread } from '#eresource'
import { T0, T1 } from './apply.ts'

const inRegion: KThread = { ...userThread, kernelApcDisable: -1 }
const inGuardedRegion: KThread = { ...userThread, specialApcDisable: -1 }
const atApcLevel: KThread = { ...userThread, irql: 'APC_LEVEL' }
const systemThread: KThread = { ...userThread, isSystemThread: true }

const levels: readonly Irql[] = ['PASSIVE_LEVEL', 'APC_LEVEL', 'DISPATCH_LEVEL', 'HIGH_LEVEL']
const routines = Object.keys(maximumIrql) as readonly (keyof typeof maximumIrql)[] // its own keys

describe('APCs', () => {
  test.each([
    ['a user thread', userThread, false, false, false],
    ['in a critical region', inRegion, true, true, false],
    ['in a guarded region', inGuardedRegion, true, true, true],
    ['at APC_LEVEL', atApcLevel, true, false, true],
    ['a system thread', systemThread, true, false, false],
  ] as const)('%s: may own %s', (_, thread, mayOwn, apcsDisabled, allApcsDisabled) => {
    expect(apcOk(thread)).toBe(mayOwn)
    expect(areApcsDisabled(thread)).toBe(apcsDisabled)
    expect(areAllApcsDisabled(thread)).toBe(allApcsDisabled)
  })
})

describe('rules of drivers', () => {
  test.each(routines)('%s has a highest IRQL', (routine) => {
    const highest = levels.indexOf(maximumIrql[routine])
    const isBroken = levels.map((irql) => irqlRule.violation({ ...userThread, irql }, routine, false) !== undefined)
    expect(isBroken).toEqual(levels.map((_, level) => level > highest))
  })

  test.each<readonly [DriverRule, KThread, keyof typeof maximumIrql, boolean, string | undefined]>([
    [irqlRule, { ...userThread, irql: 'DISPATCH_LEVEL' }, 'ExAcquireResourceSharedLite', false, '0xC4/0x20007'],
    [irqlRule, { ...userThread, irql: 'DISPATCH_LEVEL' }, 'KeEnterCriticalRegion', false, '0xC4/0x11A'],
    [irqlRule, { ...userThread, irql: 'DISPATCH_LEVEL' }, 'KeLeaveGuardedRegion', false, '0xC4/0x11B'],
    [irqlRule, { ...userThread, irql: 'HIGH_LEVEL' }, 'ExReleaseResourceLite', false, '0xA'],
    [apcRule, userThread, 'ExAcquireSharedStarveExclusive', false, '0xC4/0x37'],
    [apcRule, userThread, 'ExReleaseResourceForThreadLite', false, '0xC4/0x38'],
    [apcRule, userThread, 'ExIsResourceAcquiredSharedLite', false, undefined],
    [apcRule, systemThread, 'ExAcquireResourceExclusiveLite', false, undefined],
    [exclusiveResourceAccess, inRegion, 'ExAcquireResourceExclusiveLite', true, 'SDV ExclusiveResourceAccess'],
    [exclusiveResourceAccess, inRegion, 'ExAcquireResourceSharedLite', true, undefined],
    [withinCriticalRegion, atApcLevel, 'ExAcquireResourceExclusiveLite', false, 'SDV WithinCriticalRegion (wdm)'],
    [withinCriticalRegion, inRegion, 'ExAcquireResourceExclusiveLite', false, undefined],
    [withinCriticalRegionStorport, userThread, 'ExReleaseResourceLite', false, 'SDV WithinCriticalRegion (storport)'],
    [hwStorPortProhibitedDDIs, inRegion, 'ExInitializeResourceLite', false, 'SDV HwStorPortProhibitedDDIs'],
    [hwStorPortProhibitedDDIs, inRegion, 'KeAreApcsDisabled', false, 'SDV HwStorPortProhibitedDDIs'],
    [spNoWait, { ...inRegion, isInStartIo: true }, 'ExAcquireSharedWaitForExclusive', false, 'SDV SpNoWait'],
    [spNoWait, inRegion, 'ExAcquireSharedWaitForExclusive', false, undefined],
  ])('$name at %j %s', (rule, thread, routine, ownsExclusively, code) => {
    expect(rule.violation(thread, routine, ownsExclusively)).toBe(code)
  })
})

/** One thread that does this under these rules. */
function alone(
  rules: readonly DriverRule[],
  body: (my: KernelRoutines, R: ReturnType<typeof eresource>) => Steps,
): System {
  return system('alone', (tools) => {
    const { R } = tools.shared({ R: eresource({ verifier: true }) })
    const { asThread } = kernel(tools, { threads: [T0], rules })
    tools.thread(T0, () => body(asThread(T0), R))
  })
}

const messageOf = (made: System): string | undefined => check(made).violation?.message

describe('a kernel', () => {
  test('combined routines enter first and leave last', () => {
    const { verdict, states } = check(
      alone(verifierRules, function* (my, R) {
        yield* my.ExEnterCriticalRegionAndAcquireResourceExclusive(R)
        yield* my.ExEnterCriticalRegionAndAcquireResourceShared(R)
        yield* my.ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(R)
        for (const _ of [1, 2, 3]) yield* my.ExReleaseResourceAndLeaveCriticalRegion(R)
        yield* my.exitThread(R)
      }),
    )
    expect([verdict, states]).toEqual(['verified', 14])
  })

  test('a rule that is broken is a failed call with its code', () => {
    const exclusiveTwice = alone([exclusiveResourceAccess], function* (my, R) {
      yield* my.ExAcquireResourceExclusiveLite(R, true)
      yield* my.ExAcquireResourceExclusiveLite(R, true)
    })
    expect(messageOf(exclusiveTwice)).toContain(
      'SDV ExclusiveResourceAccess (ExclusiveResourceAccess): ExAcquireResourceExclusiveLite',
    )
  })

  test('regions nest and must balance', () => {
    const unbalanced = alone([], function* (my) {
      yield* my.KeEnterGuardedRegion()
      yield* my.KeEnterCriticalRegion()
      yield* my.KeLeaveGuardedRegion()
      yield* my.KeLeaveCriticalRegion()
      yield* my.KeLeaveGuardedRegion()
    })
    expect(messageOf(unbalanced)).toContain('0xC4/0x3E')
  })

  test('IRQL is raised and lowered, in that order', () => {
    const raised = alone([], function* (my) {
      const old = yield* my.KeRaiseIrql('APC_LEVEL')
      yield* my.KeLowerIrql(old)
      yield* my.KeLowerIrql('DISPATCH_LEVEL')
    })
    expect(messageOf(raised)).toContain('0xA IRQL_NOT_LESS_OR_EQUAL (KeLowerIrql to DISPATCH_LEVEL, PASSIVE_LEVEL)')
  })

  test('APC_LEVEL satisfies the APC rule and not SDV’s', () => {
    const atLevel = (rules: readonly DriverRule[]) =>
      alone(rules, function* (my, R) {
        const old = yield* my.KeRaiseIrql('APC_LEVEL')
        yield* my.ExAcquireResourceExclusiveLite(R, true)
        yield* my.ExReleaseResourceLite(R)
        yield* my.KeLowerIrql(old)
      })
    expect(check(atLevel(verifierRules)).verdict).toBe('verified')
    expect(messageOf(atLevel([withinCriticalRegion]))).toContain('SDV WithinCriticalRegion (wdm)')
  })

  test('a suspended thread takes no step, and one in a region is not suspended', () => {
    const suspension = system('suspension', (tools) => {
      const { work } = tools.shared({ work: cell(['none', 'begun', 'done']) })
      const { asThread, suspend, states } = kernel(tools, { threads: [T0] })
      tools.thread(T0, function* () {
        const my = asThread(T0)
        yield* my.KeEnterCriticalRegion()
        yield* my.running(() => work.store('begun'))
        yield* my.running(() => work.store('done'))
        yield* my.KeLeaveCriticalRegion()
      })
      tools.thread(T1, () => suspend(T0))
      const [state] = states
      if (state !== undefined)
        tools.never('suspended in the middle', [work, state], (w, t) => w === 'begun' && t.stoppedBy !== null)
      tools.allowDeadlock()
    })
    expect(check(suspension).verdict).toBe('verified')
  })
})
