import { check, forever, may, rest, type System, system, threadIds } from 'lockproof'
import { asThread, fineEresource, fineMutants, implemented } from 'lockproof/eresource/fine'
import { onProcessor, processor } from 'lockproof/parts'
import { expect, test } from 'vitest'

/** A thread acquires and releases; a DPC on the same processor, or on another one, asks how many wait. */
function withDpc(raises: boolean, isSame: boolean, asks: 'counts' | 'acquires' = 'counts'): System {
  return system('driver and DPC', ({ shared, thread }) => {
    const { cpu, other } = shared({ cpu: processor(), other: processor() })
    const [T, DPC] = threadIds(['T', 'DPC'])
    const cpuOfDpc = isSame ? cpu : other
    const R = fineEresource({ shared }, [T, DPC], {
      processorOf: (me) => (me === DPC ? cpuOfDpc : cpu),
      rules: raises ? implemented : fineMutants.lockWithoutRaising,
    })
    thread(T, () =>
      forever(function* () {
        yield* rest()
        yield* asThread(T).ExAcquireResourceSharedLite(R, true)
        yield* asThread(T).ExReleaseResourceLite(R)
      }),
    )
    thread(DPC, () =>
      forever(function* () {
        yield* onProcessor(cpuOfDpc, DPC, () => may(cpuOfDpc.interrupts(DPC, 'DISPATCH')))
        if (asks === 'acquires') yield* asThread(DPC).ExAcquireResourceSharedLite(R, false)
        else yield* asThread(DPC).ExIsResourceAcquiredSharedLite(R)
        yield* onProcessor(cpuOfDpc, DPC, () => cpuOfDpc.ends(DPC))
      }),
    )
  })
}

test('whoever has the spin lock is at DISPATCH_LEVEL: a DPC on the same processor does not spin for it', () => {
  expect(check(withDpc(true, true)).verdict).toBe('verified')
  const { verdict, violation } = check(withDpc(false, true))
  expect([verdict, violation?.kind, violation?.trace?.steps.length]).toEqual(['violated', 'deadlock', 7])
})

test('on another processor the same DPC waits a while, raised or not', () => {
  expect([true, false].map((raises) => check(withDpc(raises, false)).verdict)).toEqual(['verified', 'verified'])
})

test('an acquire in a DPC is an error, without Wait, too', () => {
  const { violation } = check(withDpc(true, true, 'acquires'))
  expect(violation?.message).toContain('IRQL_NOT_LESS_OR_EQUAL (0xA): at DISPATCH, at most PASSIVE')
})
