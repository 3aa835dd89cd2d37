import { proc, step } from '../../model/language/index.ts'
import { type Lock, lock } from '../../model/locks/lock.ts'
import type { onProcessor, Processor } from '../../parts/index.ts'

/** Calls that random clients of the part make. */
export type ProcessorCall = 'raise' | 'lower' | 'handle'

/**
 * Threads of one processor, which `make` makes: raised to DISPATCH none lets another one in, and interrupts come and
 * go. `on` is `onProcessor`.
 * @example
 * const clients = processorClients(processor, onProcessor)
 * fc.assert(everyProgramHolds(clients))
 */
export function processorClients(make: () => Processor, on: typeof onProcessor): Lock<ProcessorCall, 'raised'> {
  return lock({
    name: 'processor',
    sections: { raised: { excludes: ['raised'] } },
    calls: { raise: { opens: 'raised' }, lower: { closes: 'raised' }, handle: {} },
    describe({ shared }) {
      const { cpu } = shared({ cpu: make() })
      return {
        raise: (me) => on(cpu, me, () => cpu.raise(me, 'DISPATCH')),
        lower: (me) => on(cpu, me, () => cpu.lower(me, 'PASSIVE')),
        handle: proc(function* handle(me) {
          yield* on(cpu, me, function* () {
            yield* cpu.interrupts(me, 'DEVICE')
            yield* step('handles')
            yield* cpu.ends(me)
          })
        }),
      }
    },
  })
}
