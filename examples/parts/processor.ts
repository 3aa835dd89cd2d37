import { cell, forever, idle, may, objects, rest, type System, spinUntil, system, threadIds } from 'lockproof'
import { event, onProcessor, processor } from 'lockproof/parts'

/** A thread and a DPC on one processor share a spin lock: whoever holds it must not be interrupted by who wants it. */
const spinLock = (name: string, raises: boolean): System =>
  system(name, ({ shared, thread, regions, always, expectVerdict }) => {
    const { cpu, spin } = shared({ cpu: processor(), spin: cell(['free', 'held']) })
    const { inside } = regions('inside')
    const [T, DPC] = threadIds(['T', 'DPC'])
    thread(T, () =>
      onProcessor(cpu, T, () =>
        forever(function* () {
          yield* rest()
          if (raises) yield* cpu.raise(T, 'DISPATCH')
          yield* spinUntil(() => spin.compareAndSwap('free', 'held'))
          yield* inside(() => spin.store('free'))
          if (raises) yield* cpu.lower(T, 'PASSIVE')
        }),
      ),
    )
    thread(DPC, () =>
      onProcessor(cpu, DPC, () =>
        forever(function* () {
          yield* may(cpu.interrupts(DPC, 'DISPATCH'))
          yield* spinUntil(() => spin.compareAndSwap('free', 'held'))
          yield* inside(() => spin.store('free'))
          yield* cpu.ends(DPC)
        }),
      ),
    )
    always('one inside', [inside], (ids) => ids.length <= 1)
    expectVerdict(raises ? 'verified' : { stuck: 'DPC', steps: 3 })
  })

export const raised: System = spinLock('spin lock and DPC', true)
export const notRaised: System = spinLock('spin lock and DPC, not raised', false)

/** An interrupt leaves its work to a DPC. Broken: the DPC is queued before the work is there, and may find nothing. */
const handedOn = (name: string, worksFirst: boolean): System =>
  system(name, ({ shared, thread, regions, always, expectVerdict }) => {
    const { cpu, work } = shared({ cpu: processor(), work: cell([0, 1]) })
    const { handling } = regions('handling')
    const [ISR, DPC] = threadIds(['ISR', 'DPC'])
    thread(ISR, () =>
      onProcessor(cpu, ISR, () =>
        forever(function* () {
          yield* may(cpu.interrupts(ISR, 'DEVICE'))
          yield* handling(function* () {
            if (worksFirst) yield* work.store(1)
            yield* cpu.queueDpc(DPC)
            yield* cpu.ends(ISR)
            if (!worksFirst) yield* work.store(1)
          })
        }),
      ),
    )
    thread(DPC, () =>
      onProcessor(cpu, DPC, () =>
        forever(function* () {
          yield* idle(cpu.startsDpc(DPC))
          yield* work.store(0)
          yield* cpu.ends(DPC)
        }),
      ),
    )
    always('no work is left', [work, cpu, handling], (n, { stack, dpcs }, ids) => {
      return n === 0 || stack.length + dpcs.length + ids.length > 0
    })
    expectVerdict(worksFirst ? 'verified' : { violates: 'no work is left', steps: 7 })
  })

export const worksFirst: System = handedOn('interrupt and DPC', true)
export const queuesFirst: System = handedOn('interrupt and DPC, queued first', false)

/** Two processors: to raise the level of one keeps nobody away from the other, so it takes a spin lock, too. */
const twoProcessors = (name: string, spins: boolean): System =>
  system(name, ({ shared, threads, regions, always, expectVerdict }) => {
    const ids = threadIds(2)
    const { cpus, spin } = shared({ cpus: objects(ids, () => processor()), spin: cell(['free', 'held']) })
    const { inside } = regions('inside')
    threads(ids, (me) => {
      const cpu = cpus.at(me)
      return onProcessor(cpu, me, function* () {
        const before = yield* cpu.raise(me, 'DISPATCH')
        if (spins) yield* spinUntil(() => spin.compareAndSwap('free', 'held'))
        yield* inside()
        if (spins) yield* spin.store('free')
        yield* cpu.lower(me, before)
      })
    })
    always('one inside', [inside], (all) => all.length <= 1)
    expectVerdict(spins ? 'verified' : { violates: 'one inside', steps: 2 })
  })

export const spinning: System = twoProcessors('two processors, spin lock', true)
export const onlyRaised: System = twoProcessors('two processors, raised alone', false)

/** A driver waits where it must not: at DISPATCH nobody else would run. */
export const waitsRaised: System = system('wait at DISPATCH', ({ shared, thread, expectVerdict }) => {
  const { cpu, done } = shared({ cpu: processor(), done: event('manual') })
  const [T] = threadIds(['T'])
  thread('device', () => done.set())
  thread(T, () =>
    onProcessor(cpu, T, function* () {
      yield* cpu.raise(T, 'DISPATCH')
      yield* cpu.requireAtMost(T, 'PASSIVE')
      yield* done.wait()
    }),
  )
  expectVerdict({ fails: 'IRQL_NOT_LESS_OR_EQUAL (0xA): at DISPATCH, at most PASSIVE', steps: 2 })
})
