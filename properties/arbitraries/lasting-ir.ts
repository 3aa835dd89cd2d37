import fc from 'fast-check'
import { Mark } from '../../src/model/ir.ts'
import { type IrSpec, irSpec, longStepIrSpec, richIrSpec } from './random-ir.ts'

/** Tables whose runs have no end: what liveness gets wrong is seldom seen in threads that fail, finish, or run forwards only. */

type LocalSpec = IrSpec['threads'][number][number]

const withCycles = (spec: IrSpec): IrSpec => ({ ...spec, hasCycles: true })

export const anyIrSpec: fc.Arbitrary<IrSpec> = fc.oneof(irSpec, richIrSpec, longStepIrSpec).map(withCycles)

/** Nobody fails or finishes, everybody waits more often and goes back more often. */
export const livelyIrSpec: fc.Arbitrary<IrSpec> = fc
  .tuple(anyIrSpec, fc.array(fc.nat(5), { minLength: 60, maxLength: 60 }))
  .map(([spec, drawn]) => {
    let next = 0
    const draw = (): number => drawn[next++ % drawn.length]!
    const lively = (local: LocalSpec): LocalSpec => ({
      ...local,
      kind: local.kind === 'finished' ? 'operation' : local.kind,
      entries: local.entries.map((entry) =>
        entry.effect === 'fail' || draw() < 2 ? { ...entry, effect: 'block' as const } : entry,
      ),
      targets: local.targets.map((target) => (draw() < 3 ? 7 + (target % 3) : target % 7)),
    })
    const threads = spec.threads.slice(0, 3).map((locals) => locals.slice(0, 4).map(lively))
    return { ...spec, hasBlocking: true, hasFailing: false, threads }
  })

/** A drawn target that leads from anywhere to this local state of so many. */
function backTo(local: number, count: number): number {
  return 7 + ((((local - 7) % count) + count) % count)
}

const ringLocal = fc.record({
  isSkip: fc.nat(7).map((it) => it === 0),
  object: fc.nat(1),
  table: fc.constantFrom('store', 'store', 'add', 'identity', 'random'),
  constant: fc.nat(2),
  hasOneAnswer: fc.boolean(),
  entries: fc.array(
    fc.record({
      effect: fc.constantFrom('block', 'block', 'block', 'fork', 'pass', 'pass', 'pass', 'pass', 'pass'),
      value: fc.nat(2),
    }),
    { minLength: 3, maxLength: 3 },
  ),
  /** By answer: whether it leaves the ring, and then to where. */
  leaves: fc.array(
    fc.tuple(
      fc.nat(3).map((it) => it === 0),
      fc.nat(3),
    ),
    { minLength: 2, maxLength: 2 },
  ),
  mark: fc.constantFrom(0, 0, Mark.voluntary),
})

/** Three threads, each in a ring of two to four places, over two objects. */
export const ringIrSpec: fc.Arbitrary<IrSpec> = fc.noBias(
  fc.record({
    objects: fc.array(fc.record({ values: fc.integer({ min: 2, max: 3 }), initial: fc.nat(2) }), {
      minLength: 2,
      maxLength: 2,
    }),
    hasMarks: fc.boolean(),
    threads: fc.array(
      fc.array(ringLocal, { minLength: 2, maxLength: 4 }).map((locals) =>
        locals.map(({ isSkip, leaves, mark, ...local }, here): LocalSpec => {
          const [count, ahead] = [locals.length, (here + 1) % locals.length]
          const targets = leaves.map(([isOther, to]) => backTo(isOther ? to % count : ahead, count))
          const kind = isSkip ? ('step' as const) : ('operation' as const)
          return { ...local, kind, isMidStep: false, targets, regions: 0, marks: mark, stays: 0 }
        }),
      ),
      { minLength: 3, maxLength: 3 },
    ),
    hasBlocking: fc.constant(true),
    hasFailing: fc.constant(false),
    hasForks: fc.constant(true),
    hasCycles: fc.constant(true),
    properties: fc.constant([]),
    isDeadlockViolation: fc.constant(false),
    rests: fc.constant([]),
  }),
)
