import { at, existing } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import { Meter } from '../../tasks/meter.ts'
import { finished, type Task } from '../../tasks/task.ts'
import type { AnswerId, Ir, ObjectId, OperationId, PredicateTable, Program, ThreadIndex, ValueId } from '../ir.ts'
import { predicatesIn } from '../ir.ts'
import type { PredicateDeclaration, RegionDeclaration } from '../protocol/declarations.ts'
import type { Design, OperationRequest } from '../protocol/design.ts'
import { propertyKinds } from '../protocol/property-kinds.ts'
import { Loops } from '../run/loops.ts'
import { isVoluntary } from '../run/owing.ts'
import { withPoison } from '../run/poison.ts'
import type { Arrival } from '../run/thread-run.ts'
import { show } from '../values/encode.ts'
import { asGiven } from '../values/plain.ts'
import { isProtected } from '../values/protections.ts'
import { Automaton, type LocalState } from './automaton.ts'
import { type DeadAnswer, deadAnswer } from './dead-answers.ts'
import { type Budget, Fixpoint } from './fixpoint.ts'
import { minimise } from './minimise.ts'
import { doubledRuns, Operations } from './operations.ts'
import { predicatesOf, restTables } from './predicates.ts'
import { symmetryOf } from './symmetry.ts'
import { type CompiledThread, closedThread, openThread, type Said } from './thread-tables.ts'

export type CompileOptions = {
  /** Merge local states that no future can tell apart. On by default. */
  readonly minimise?: boolean
  /** Whether automata and tables are closed as far as the budget goes (default), or left to the search to discover. */
  readonly closes?: boolean | undefined
  readonly budget?: Partial<Budget> | undefined
  /** Values of one object; more are a design that grows without bound (M007). */
  readonly valueLimit?: number
  readonly meter?: Meter
}

/** How many local states a thread has, before and after merging; `deadAnswer` where that made a large difference. */
export type LocalStateCount = {
  readonly thread: string
  readonly found: number
  readonly kept: number
  readonly deadAnswer?: DeadAnswer
}

/** A design as tables, and what the tables mean. */
export type Compiled = {
  readonly design: Design
  readonly program: Program
  /** Whether the tables say all that can happen; what they do not say a search discovers. */
  readonly isClosed: boolean
  /** What was over the budget of closing, where that was tried. */
  readonly overBudget: string | undefined
  /** As far as they are known. */
  readonly localStates: readonly LocalStateCount[]
  /** Where loops stand that never went round as far as local states are known: those of an open design, as far as somebody was there. */
  readonly loopsWithoutRounds: () => readonly string[]
  arrival(thread: ThreadIndex, local: number): Arrival
  value(object: ObjectId, value: ValueId): unknown
  answer(operation: OperationId, answer: number): unknown
  /** What the operation does at the value: pairs of a value and an answer, or `FAILED`. */
  outcomes(operation: OperationId, value: ValueId): readonly (readonly [ValueId, AnswerId])[]
  request(operation: OperationId): OperationRequest
  /** Whether a request of this label has been the same operation as this one. */
  isCalled(request: OperationRequest, label: string): boolean
}

const defaults = { budget: { runs: 600_000, locals: 20_000, values: [] }, valueLimit: 1 << 20 }

/** Threads and objects to tables, all at once. @throws ModelError when the design itself is at fault. */
export function compile(design: Design, options: CompileOptions = {}): Compiled {
  return finished(compiling(design, options))
}

/** The same in slices. @throws ModelError, Stopped */
export function* compiling(design: Design, options: CompileOptions = {}): Task<Compiled> {
  const { meter = new Meter() } = options
  const operations = new Operations(design.objects, options.valueLimit ?? defaults.valueLimit, meter)
  const loops = new Loops()
  const limit = options.valueLimit ?? defaults.valueLimit
  const automata = withPoison(() =>
    design.threads.map((thread) => new Automaton(thread, operations, limit, loops, meter)),
  )
  const closes = options.closes !== false && design.isOpen !== true
  const overBudget = closes ? yield* closing(automata, operations, options.budget ?? {}, meter) : undefined
  // what closing met need never occur, and all that goes over open tables would look at it
  if (overBudget !== undefined) return { ...(yield* compiling(design, { ...options, closes: false })), overBudget }
  const isClosed = closes
  const said: Said = {
    regions: regionBits(design.regions),
    isVoluntary: (arrival) => isVoluntary(design, arrival),
  }
  const merges = options.minimise !== false && isClosed
  const classes: (readonly number[])[] = []
  for (const { locals } of automata) classes.push(merges ? yield* minimise(locals, meter) : [...locals.keys()])
  const threads = automata.map((automaton, t) =>
    isClosed ? closedThread(automaton, at(classes, t, 'threads'), said) : openThread(automaton, said),
  )
  if (isClosed) for (const { table } of operations.objects) table.isClosed = true
  const ir = tables(design, operations, threads)
  const symmetry = symmetryOf({ design, automata, operations, threads, isOpen: !isClosed })
  return {
    design,
    program: { ir, unknowns: unknowns(design, ir, operations, threads), ...(symmetry && { symmetry }) },
    isClosed,
    overBudget,
    get localStates() {
      return automata.map(({ thread, locals }, t) =>
        localStateCount(thread.name, locals, isClosed ? at(classes, t, 'threads') : [...locals.keys()]),
      )
    },
    loopsWithoutRounds: () => loops.withoutRounds(),
    arrival: (thread, local) => existing(threads[thread], 'thread').arrival(local),
    value: (object, value) => existing(operations.objects[object], 'object').value(value),
    answer: (operation, answer) => operations.answer(operation, answer),
    outcomes: (operation, value) => withPoison(() => operations.pairs(operation, value)),
    request: (operation) => existing(operations.request(operation), 'operation'),
    isCalled: (request, label) => operations.isCalled(request, label),
  }
}

/** To the end, or to the budget: what was over it. */
function* closing(
  automata: readonly Automaton[],
  operations: Operations,
  budget: Partial<Budget>,
  meter: Meter,
): Task<string | undefined> {
  const fixpoint = withPoison(() => new Fixpoint(automata, operations, { ...defaults.budget, ...budget }))
  while (!withPoison(() => fixpoint.advance(meter))) yield* meter.pause()
  return fixpoint.overBudget
}

function localStateCount(thread: string, locals: readonly LocalState[], classes: readonly number[]): LocalStateCount {
  const answer = deadAnswer(locals, classes)
  return {
    thread,
    found: locals.length,
    kept: new Set(classes).size,
    ...(answer === undefined ? {} : { deadAnswer: answer }),
  }
}

function regionBits(declared: readonly RegionDeclaration[]): (inside: readonly RegionDeclaration[]) => number {
  return (inside) => inside.reduce((bits, region) => bits | (1 << declared.indexOf(region)), 0)
}

function tables(design: Design, operations: Operations, threads: readonly CompiledThread[]): Ir {
  return {
    name: design.name,
    threads: threads.map(({ table }) => table),
    objects: operations.objects.map(({ table }) => table),
    operations: operations.tables,
    outcomes: operations.outcomes,
    regions: design.regions.map(({ name }) => name),
    properties: design.properties.map((property) => ({
      ...predicateTable(design, operations, property),
      kind: propertyKinds[property.kind].isOfEveryState ? 'invariant' : 'reachable',
    })),
    predicates: predicatesOf(design).map((predicate) => predicateTable(design, operations, predicate)),
    rests: restTables(design),
    isDeadlockViolation: !design.isDeadlockAllowed,
  }
}

function predicateTable(
  design: Design,
  operations: Operations,
  { name, observes }: PredicateDeclaration,
): PredicateTable {
  return {
    name,
    observes: observes.map((observed) => {
      if (!('initial' in observed)) return { kind: 'region', region: design.regions.indexOf(observed) }
      return { kind: 'object', object: existing(operations.objectId(observed), `shared object that '${name}' reads`) }
    }),
  }
}

function unknowns(
  design: Design,
  ir: Ir,
  operations: Operations,
  threads: readonly CompiledThread[],
): Program['unknowns'] {
  const properties = [
    ...design.properties.map((property) => ({ ...property, isNegated: propertyKinds[property.kind].isNegated })),
    ...predicatesOf(design).map((predicate) => ({ ...predicate, isNegated: false })),
  ]
  const predicates = predicatesIn(ir)
  const evaluated = properties.map(() => 0)
  return {
    run: (operation, value) => {
      withPoison(() => operations.run(operation, value))
    },
    extend: (thread, local, answer) => {
      withPoison(() => {
        existing(threads[thread], 'thread').extend(local, answer)
      })
    },
    evaluate: (property, valuation) => {
      const table = existing(predicates[property], 'property')
      const declared = existing(properties[property], 'property')
      const observed = table.observes.map((observable, i) =>
        observable.kind === 'object'
          ? existing(operations.objects[observable.object], 'object').value(at(valuation, i, 'observables'))
          : design.threads.filter((_, thread) => ((valuation[i] as number) & (1 << thread)) !== 0).map(({ id }) => id),
      )
      const holds = declared.holds(observed)
      const times = (evaluated[property] as number) + 1 // one a property
      evaluated[property] = times
      if (times <= doubledRuns && isProtected('properties are asked twice')) refuseImpure(declared, observed, holds)
      return holds !== declared.isNegated
    },
  }
}

/** Asked again, of copies: a predicate may compare parts by what they hold only. @throws ModelError M004 */
function refuseImpure({ name, holds, site }: PredicateDeclaration, observed: readonly unknown[], first: boolean): void {
  const second = holds(isProtected('the second run is on copies') ? observed.map(asGiven) : observed)
  if (second === first) return
  throw new ModelError(
    'M004',
    `'${name}' answered ${first}, and ${second} when asked again of the same values ${observed.map(show).join(', ')}. A property may depend only on what its arguments hold.`,
    {
      expected: String(first),
      seen: String(second),
      fix: 'Compare by what values hold, not by ===, and keep nothing between two calls.',
      site,
    },
  )
}
