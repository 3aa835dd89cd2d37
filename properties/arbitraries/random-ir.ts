import fc from 'fast-check'
import {
  FAILED,
  type Ir,
  Mark,
  Pending,
  type Program,
  type PropertyTable,
  predicatesIn,
  type ThreadTable,
  UNKNOWN,
} from '../../src/model/ir.ts'

/**
 * Random tables: few threads over few objects, operations that really commute (identity, add, store) and some that do not,
 * guards, failures, several outcomes, choices, mid-step chains over two objects, cycles, regions. What is drawn is a plain `IrSpec`,
 * which prints and shrinks well; `programOf` builds its tables, `hiddenProgramOf` the same tables behind `Unknowns`, found as they are asked for.
 */

type EntrySpec = { effect: 'pass' | 'block' | 'fail' | 'fork'; value: number }
type LocalSpec = {
  kind: 'operation' | 'step' | 'choice' | 'finished'
  isMidStep: boolean
  object: number
  table: 'identity' | 'add' | 'store' | 'random'
  constant: number
  /** Otherwise the answer is the parity of the value before. */
  hasOneAnswer: boolean
  /** By value, for what the table above does not say. */
  entries: EntrySpec[]
  /** By answer or option, modulo the number of local states. */
  targets: number[]
  regions: number
  /** Bits of `Mark`, where the system has any. */
  marks: number
  /** Bit a: after answer a the same `spinUntil` goes on, if both ends spin. */
  stays: number
}
export type IrSpec = {
  objects: { values: number; initial: number }[]
  threads: LocalSpec[][]
  hasBlocking: boolean
  hasFailing: boolean
  hasForks: boolean
  /** Whether targets may lie behind; otherwise threads run forwards and end. */
  hasCycles: boolean
  properties: {
    kind: 'invariant' | 'reachable'
    objects: number[]
    regions: number[]
    wrongOneIn: number
    /** Of the valuations that it looks for, one in so many makes the predicate throw instead; 0: none. */
    throwsOneIn: number
  }[]
  isDeadlockViolation: boolean
  hasMarks: boolean
  rests: { region: number; object: number; restsOneIn: number }[]
}

const REGIONS = 2

function effects(weights: Readonly<Record<EntrySpec['effect'], number>>): fc.Arbitrary<EntrySpec['effect']> {
  return fc.constantFrom(
    ...(['pass', 'block', 'fail', 'fork'] as const).flatMap((it) => Array.from({ length: weights[it] }, () => it)),
  )
}

const localFields = {
  kind: fc.oneof(
    { weight: 14, arbitrary: fc.constant('operation' as const) },
    { weight: 2, arbitrary: fc.constant('step' as const) },
    { weight: 3, arbitrary: fc.constant('choice' as const) },
    { weight: 1, arbitrary: fc.constant('finished' as const) },
  ),
  isMidStep: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  object: fc.nat(2),
  table: fc.constantFrom('identity', 'add', 'store', 'random'),
  constant: fc.nat(2),
  hasOneAnswer: fc.boolean(),
  entries: fc.array(
    fc.record({ effect: fc.constantFrom('pass', 'pass', 'pass', 'block', 'fail', 'fork'), value: fc.nat(2) }),
    { minLength: 3, maxLength: 3 },
  ),
  targets: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
  regions: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  marks: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 7 }) }),
  stays: fc.nat(3),
}

const local: fc.Arbitrary<LocalSpec> = fc.record(localFields)

/** Threads that live longer: they fail seldom, and more often wait. */
const lastingLocal: fc.Arbitrary<LocalSpec> = fc.record({
  ...localFields,
  kind: fc.oneof(
    { weight: 14, arbitrary: fc.constant('operation' as const) },
    { weight: 1, arbitrary: fc.constant('step' as const) },
    { weight: 2, arbitrary: fc.constant('choice' as const) },
    { weight: 2, arbitrary: fc.constant('finished' as const) },
  ),
  entries: fc.array(fc.record({ effect: effects({ pass: 11, block: 6, fail: 1, fork: 3 }), value: fc.nat(2) }), {
    minLength: 3,
    maxLength: 3,
  }),
})

const property: fc.Arbitrary<IrSpec['properties'][number]> = fc.record({
  kind: fc.constantFrom('invariant', 'reachable'),
  objects: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  regions: fc.uniqueArray(fc.nat(REGIONS - 1), { maxLength: 2 }),
  wrongOneIn: fc.integer({ min: 2, max: 9 }),
  throwsOneIn: fc.constantFrom(0, 0, 1, 2, 2, 3, 3),
})

const fields = {
  objects: fc.array(fc.record({ values: fc.integer({ min: 1, max: 3 }), initial: fc.nat(2) }), {
    minLength: 2,
    maxLength: 3,
  }),
  threads: fc.array(fc.array(local, { minLength: 2, maxLength: 5 }), { minLength: 2, maxLength: 4 }),
  hasBlocking: fc.boolean(),
  hasFailing: fc.boolean(),
  hasForks: fc.boolean(),
  hasCycles: fc.boolean(),
  properties: fc.array(property, { maxLength: 2 }),
  isDeadlockViolation: fc.boolean(),
  hasMarks: fc.boolean(),
  rests: fc.array(
    fc.record({ region: fc.nat(REGIONS - 1), object: fc.nat(2), restsOneIn: fc.integer({ min: 1, max: 3 }) }),
    {
      maxLength: 1,
    },
  ),
}

export const irSpec: fc.Arbitrary<IrSpec> = fc.record(fields)

/** With all features at once, and a third thread: what reductions get wrong needs several of them. */
export const richIrSpec: fc.Arbitrary<IrSpec> = fc.noBias(
  fc.record({
    ...fields,
    objects: fc.array(fc.record({ values: fc.integer({ min: 2, max: 3 }), initial: fc.nat(2) }), {
      minLength: 2,
      maxLength: 3,
    }),
    threads: fc.array(fc.array(lastingLocal, { minLength: 3, maxLength: 5, size: 'max' }), {
      minLength: 3,
      maxLength: 4,
      size: 'max',
    }),
    hasBlocking: fc.constant(true),
    hasFailing: fc.constant(true),
    hasForks: fc.constant(true),
    hasCycles: fc.constant(true),
    properties: fc.array(property, { minLength: 1, maxLength: 2 }),
  }),
)

/** Threads whose steps are often long: a guard on one object, then stores to others that look at nothing. */
const midStepLocal: fc.Arbitrary<LocalSpec> = fc.record({
  ...localFields,
  isMidStep: fc.constantFrom(true, false, false),
  table: fc.constantFrom('identity', 'add', 'store', 'store', 'store', 'random'),
  entries: fc.array(fc.record({ effect: effects({ pass: 5, block: 1, fail: 0, fork: 0 }), value: fc.nat(2) }), {
    minLength: 3,
    maxLength: 3,
  }),
})

/** Steps over several objects, some of them stored blindly on some of the paths. */
export const longStepIrSpec: fc.Arbitrary<IrSpec> = fc.noBias(
  fc.record({
    ...fields,
    objects: fc.array(fc.record({ values: fc.integer({ min: 2, max: 3 }), initial: fc.nat(2) }), {
      minLength: 3,
      maxLength: 3,
    }),
    hasCycles: fc.constant(true),
    threads: fc.array(fc.array(midStepLocal, { minLength: 3, maxLength: 6, size: 'max' }), {
      minLength: 2,
      maxLength: 3,
      size: 'max',
    }),
  }),
)

/** The whole tables, closed. */
export function programOf(spec: IrSpec): Program {
  const objects = spec.objects.map(({ values, initial }, id) => {
    return { name: `o${id}`, initial: initial % values, valueCount: values, isClosed: true }
  })
  const ir: Ir = {
    name: 'random',
    threads: spec.threads.map((locals, thread) => threadTable(locals, thread, spec)),
    objects,
    operations: [],
    outcomes: [0],
    regions: Array.from({ length: REGIONS }, (_, region) => `r${region}`),
    properties: spec.properties.map((_, property) => propertyTable(spec, property)),
    predicates: restsOf(spec).map(({ object }, i) => ({
      name: `rest ${i}`,
      observes: [{ kind: 'object', object: object % objects.length }],
    })),
    rests: restsOf(spec).map(({ region }, i) => ({ region, predicate: spec.properties.length + i })),
    isDeadlockViolation: spec.isDeadlockViolation,
  }
  for (const [thread, locals] of spec.threads.entries())
    for (const [id, it] of locals.entries()) {
      if (it.kind === 'operation') ir.threads[thread]!.operation[id] = addOperation(ir, spec, it)
    }
  return {
    ir,
    unknowns: { run: unexpected, extend: unexpected, evaluate: (property, seen) => evaluate(spec, property, seen) },
  }
}

/** The same tables, of which only the start is known: ids are given in the order of discovery. */
export function hiddenProgramOf(spec: IrSpec): Program {
  const { ir: full, unknowns } = programOf(spec)
  /** Full id by hidden id. */
  const values = full.objects.map(({ initial }) => [initial])
  const locals = full.threads.map((): number[] => [])
  const hiddenId = (known: number[], id: number): number =>
    known.includes(id) ? known.indexOf(id) : known.push(id) - 1
  const ir: Ir = {
    ...full,
    objects: full.objects.map(({ name }) => ({ name, initial: 0, valueCount: 1, isClosed: false })),
    threads: full.threads.map(({ name }) => ({ name, initial: 0, ...noLocals() })),
    operations: full.operations.map((operation) => ({ ...operation, outcome: [] })),
    outcomes: [0],
  }
  const meet = (thread: number, id: number): number => {
    const hidden = hiddenId(locals[thread]!, id)
    const [from, to] = [full.threads[thread]!, ir.threads[thread]!]
    if (hidden < to.pending.length) return hidden
    to.pending.push(from.pending[id]!)
    to.stored.push(from.stored[id]!)
    to.operation.push(from.operation[id]!)
    to.regions.push(from.regions[id]!)
    to.marks.push(from.marks[id]!)
    to.stays.push(from.stays[id])
    to.failure.push(UNKNOWN)
    to.next.push(
      from.pending[id] === Pending.choice || from.pending[id] === Pending.step ? from.next[id]!.map(() => UNKNOWN) : [],
    )
    return hidden
  }
  for (const [thread, { initial }] of full.threads.entries()) meet(thread, initial)
  return {
    ir,
    unknowns: {
      run(operation, value) {
        const { object, outcome } = full.operations[operation]!
        const from = outcome[values[object]![value]!]!
        const start = ir.outcomes.push(full.outcomes[from]!) - 1
        for (let i = 0; i < full.outcomes[from]!; i++)
          ir.outcomes.push(
            hiddenId(values[object]!, full.outcomes[from + 1 + 2 * i]!),
            full.outcomes[from + 2 + 2 * i]!,
          )
        ir.objects[object]!.valueCount = values[object]!.length
        ir.operations[operation]!.outcome[value] = start
      },
      extend(thread, id, answer) {
        const from = locals[thread]![id]!
        if (answer === FAILED) ir.threads[thread]!.failure[id] = meet(thread, full.threads[thread]!.failure[from]!)
        else ir.threads[thread]!.next[id]![answer] = meet(thread, full.threads[thread]!.next[from]![answer]!)
      },
      evaluate(property, seen) {
        const { observes } = predicatesIn(ir)[property]!
        return unknowns.evaluate(
          property,
          seen.map((it, i) => fullValue(values, observes[i]!, it)),
        )
      },
    },
  }
}

function fullValue(values: number[][], observed: PropertyTable['observes'][number], seen: number): number {
  return observed.kind === 'object' ? values[observed.object]![seen]! : seen
}

function noLocals(): Omit<ThreadTable, 'name' | 'initial'> {
  return { pending: [], stored: [], operation: [], next: [], failure: [], regions: [], marks: [], stays: [] }
}

function unexpected(): never {
  throw new Error('nothing is unknown')
}

/** Local state 0 is the initial one, the last one `failed`; mid-step ones lead forwards, so that every step ends. */
function threadTable(specs: LocalSpec[], thread: number, { hasCycles, hasMarks }: IrSpec): ThreadTable {
  const count = specs.length
  const isMidStep = (id: number): boolean =>
    id > 0 && id < count && specs[id]!.isMidStep && specs[id]!.kind !== 'finished'
  const target = (from: number, drawn: number): number => {
    const isBack = hasCycles && drawn >= 7
    const to = isBack ? drawn % count : Math.min(from + 1 + (drawn % 2), count - 1)
    return isMidStep(from) && isMidStep(to) && to <= from ? 0 : to
  }
  const answers = { operation: 2, step: 1, choice: 0, finished: 0 }
  const next = [
    ...specs.map(({ kind, targets }, id) =>
      Array.from({ length: kind === 'choice' ? targets.length : answers[kind] }, (_, i) =>
        target(id, targets[i % targets.length]!),
      ),
    ),
    [],
  ]
  const marks = [...specs.map((it) => (hasMarks ? it.marks : 0)), 0]
  const spins = (id: number): boolean => (marks[id]! & Mark.spins) !== 0
  return {
    name: `t${thread}`,
    initial: 0,
    pending: [...specs.map(({ kind }) => Pending[kind]), Pending.failed],
    stored: Array.from({ length: count + 1 }, (_, id) => !isMidStep(id)),
    operation: Array.from({ length: count + 1 }, () => -1),
    next,
    failure: Array.from({ length: count + 1 }, () => count),
    regions: [...specs.map(({ regions }) => regions), 0],
    marks,
    stays: next.map((targets, id) => {
      const stays = targets.flatMap((to, i) =>
        spins(id) && spins(to) && ((specs[id]!.stays >> i) & 1) === 1 ? [i] : [],
      )
      return stays.length === 0 ? undefined : new Set(stays)
    }),
  }
}

function addOperation(ir: Ir, spec: IrSpec, { object, table, constant, hasOneAnswer, entries }: LocalSpec): number {
  const on = object % ir.objects.length
  const { valueCount } = ir.objects[on]!
  const after = (value: number): number => {
    if (table === 'identity') return value
    return (table === 'add' ? value + constant : table === 'store' ? constant : entries[value]!.value) % valueCount
  }
  const outcome = Array.from({ length: valueCount }, (_, value) => {
    const { effect, value: other } = entries[value]!
    const answer = hasOneAnswer ? 0 : value % 2
    const start = ir.outcomes.length
    if (effect === 'block' && spec.hasBlocking) ir.outcomes.push(0)
    else if (effect === 'fail' && spec.hasFailing) ir.outcomes.push(1, after(value), FAILED)
    else if (effect === 'fork' && spec.hasForks)
      ir.outcomes.push(2, after(value), answer, other % valueCount, 1 - answer)
    else ir.outcomes.push(1, after(value), answer)
    return start
  })
  const keeps = (start: number, value: number): boolean =>
    Array.from({ length: ir.outcomes[start]! }, (_, i) => ir.outcomes[start + 1 + 2 * i]).every((it) => it === value)
  const isReadOnly = table === 'identity' && outcome.every(keeps)
  return ir.operations.push({ object: on, label: table, isReadOnly, outcome }) - 1
}

function propertyTable({ objects, properties }: IrSpec, property: number): PropertyTable {
  const { kind, objects: seen, regions } = properties[property]!
  const ids = [...new Set(seen.map((object) => object % objects.length))]
  const observes = [
    ...ids.map((object) => ({ kind: 'object' as const, object })),
    ...regions.map((region) => ({ kind: 'region' as const, region })),
  ]
  return { name: `p${property}`, kind, observes }
}

/** Where a thread may rest, while some object has some values. */
function restsOf({ hasMarks, rests }: IrSpec): IrSpec['rests'] {
  return hasMarks ? rests : []
}

/** Some function of the valuation. */
function evaluate(spec: IrSpec, property: number, seen: readonly number[]): boolean {
  const { properties } = spec
  const rest = restsOf(spec)[property - properties.length]
  if (rest !== undefined) return seen[0]! % rest.restsOneIn === 0
  const { kind, wrongOneIn, throwsOneIn } = properties[property]!
  const hash = seen.reduce((hash, value) => hash * 31 + value, 7) * 17 + property
  const isShown = hash % wrongOneIn === 1
  if (isShown && Math.floor(hash / wrongOneIn) % throwsOneIn === 0) throw new Error('thrown by a predicate')
  return isShown === (kind === 'reachable')
}
