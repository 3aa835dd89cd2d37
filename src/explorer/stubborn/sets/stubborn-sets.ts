/** Stubborn sets for a program: what can be known before the search, and the layer for it. */
import { at } from '../../../errors/at.ts'
import { type Ir, Pending, type Program, UNKNOWN } from '../../../model/ir.ts'
import { Meter } from '../../../tasks/meter.ts'
import type { Task } from '../../../tasks/task.ts'
import type { Coverage } from '../../steps/coverage.ts'
import type { SymmetryReduction } from '../../symmetry/reduction.ts'
import { type MayHold, type MayHoldBudget, mayHold } from '../facts/may-hold.ts'
import { OverBudget } from '../facts/over-budget.ts'
import { type Rules, soundRules } from '../facts/rules.ts'
import type { StepId } from '../facts/step-ids.ts'
import { meetImages } from '../facts/step-images.ts'
import { OutcomesOfSteps } from '../facts/step-outcomes.ts'
import { type StepTables, stepTables } from '../facts/step-tables.ts'
import { SetChooser, type StepFacts } from './chosen-set.ts'
import { Commutation } from './commutation.ts'
import { type ConflictBudget, Conflicts } from './conflicts.ts'
import { EnabledThreads } from './enabled-threads.ts'
import { Environment, type EnvironmentTables, LIMIT_OBJECTS } from './environment.ts'
import { futureConflicts, type StepGraph, stepGraph } from './futures.ts'
import { flyPilot } from './pilot.ts'
import { stickySteps } from './proviso.ts'
import { StubbornChooser } from './stubborn-chooser.ts'
import { VisibleSteps } from './visible-steps.ts'

export type StubbornOptions = {
  /** Whether every local state of every thread must be reached where it can be, whatever is asked; as for reports of what was never reached. */
  readonly keepsLocalStates?: boolean | undefined
  /**
   * With a reduction by symmetry, which must then judge properties on all images, too: in closed tables what holds of
   * one thread is carried over.
   */
  readonly symmetry?: SymmetryReduction | undefined
  /** What is kept of properties: their verdicts (default), or every reachable valuation of what they read. */
  readonly preserves?: 'verdicts' | 'valuations' | undefined
  /**
   * Whether to look at what the others can really do where a set is not a single thread (environment.ts): fewer states, each dearer. It pays (default)
   * where it makes sets cheaper in the first few thousand states.
   */
  readonly environment?: 'where it pays' | 'always' | 'never' | undefined
  readonly budget?: Partial<StubbornBudget> | undefined
  readonly meter?: Meter | undefined
  /** Tests leave out what makes the sets sound. */
  readonly rules?: Partial<Rules> | undefined
}

export type StubbornBudget = {
  readonly values: MayHoldBudget
  readonly conflicts: ConflictBudget
  /** Moves along the paths of all steps, for what they do at given values. */
  readonly moves: number
  /** Local states of all threads. */
  readonly steps: number
}

/** What the sets rest on. */
export type StubbornEvidence = {
  /** Names of the objects of whose values nothing is known: accesses conflict. */
  readonly openObjects: readonly string[]
  /** Pairs of steps that are in conflict because deciding it was over budget. */
  readonly assumedConflicts: number
  /** Whether a search may meet what the tables do not say; it is then to be repeated until it does not (settled-search.ts). */
  readonly mayMeetUnknown: boolean
  /** Whether sets are closed under what the others can really do (environment.ts). */
  readonly looksCloser: boolean
  /** Whether the proviso is needed; otherwise only deadlocks are preserved. */
  readonly hasProviso: boolean
  /** What may happen at most; on open objects, anything. */
  readonly mayHappen: Coverage
  /** Sticky local states of all threads, and all that may be reached. */
  readonly stickySteps: number
  readonly reachedSteps: number
}

export type StubbornSets = { readonly chooser: StubbornChooser; readonly evidence: StubbornEvidence }

const defaults: StubbornBudget = {
  values: { items: 4_000_000, moves: 40_000_000 },
  conflicts: { valuations: 20_000, allValuations: 20_000_000 },
  moves: 40_000_000,
  steps: 8_192,
}

/**
 * The layer, or why there is none. It preserves deadlocks with their shortest runs; failing operations and the valuations that properties read, where
 * there are any. The tables may grow afterwards: a search that made them grow is to be repeated with new sets (settled-search.ts).
 */
export function* stubbornSets(
  program: Program,
  options: StubbornOptions = {},
): Task<StubbornSets | { readonly refused: string }> {
  const budget = { ...defaults, ...options.budget }
  const { meter = new Meter(), symmetry } = options
  const count = yield* meetImages(program.ir, symmetry?.group, budget.steps, meter)
  if (count > budget.steps) return { refused: `threads have ${count} local states, over ${budget.steps}` }
  const tables = stepTables(symmetry?.program ?? program, symmetry?.group)
  meter.look()
  try {
    return yield* create(tables, yield* mayHold(tables, budget.values, meter), { ...options, budget, meter })
  } catch (error) {
    if (error instanceof OverBudget) return { refused: error.message }
    throw error
  }
}

type Options = StubbornOptions & { readonly budget: StubbornBudget; readonly meter: Meter }

function* create(tables: StepTables, values: MayHold, options: Options): Task<StubbornSets> {
  const { budget, meter } = options
  const { steps, program } = tables
  const { ir } = program
  const rules = { ...soundRules, ...options.rules }
  const outcomes = new OutcomesOfSteps(tables, values, budget.moves, meter)
  const conflicts = new Conflicts(tables, values, outcomes, rules, budget.conflicts)
  yield* conflicts.decide(meter)
  const graph = stepGraph(tables, values)
  const visible = new VisibleSteps(tables, values, outcomes, rules, meter)
  const isVisible = yield* visibleSteps(tables, visible, values, options)
  const mayMeetUnknown = mayLeadAstray(tables, values)
  const isMoreWanted = options.keepsLocalStates === true || asksForMore(ir)
  const hasProviso = rules.proviso !== 'ignored' && (isMoreWanted || mayMeetUnknown || mayFail(tables, values))
  const mayBeVoluntary = Uint8Array.from(tables.shapes, (shape) => (shape.mayBeVoluntary ? 1 : 0))
  const isSticky = hasProviso
    ? stickyOf(tables, graph, conflicts, isVisible, rules, meter)
    : new Uint8Array(steps.count)
  const facts: StepFacts = {
    futureConflicts: futureConflicts(graph, conflicts, rules.futures),
    isVisible: rules.visibility === 'ignored' ? new Uint8Array(steps.count) : isVisible,
    isSticky,
    mayBeVoluntary,
    weight: Uint8Array.from(graph, (next) => Math.max(1, Math.min(255, next.length))),
  }
  const isFine = options.environment !== 'never' && !mayMeetUnknown && ir.objects.length <= LIMIT_OBJECTS
  const environment = isFine ? createEnvironment({ tables, values, graph, conflicts, outcomes, rules }) : undefined
  const sets = new SetChooser(facts, rules, ir.threads.length, environment)
  const chooser = new StubbornChooser(ir, new EnabledThreads(tables), sets, isFine)
  if (isFine && options.environment !== 'always') yield* flyPilot(tables, chooser, options.symmetry, meter)
  return {
    chooser,
    evidence: {
      openObjects: ir.objects.filter((_, object) => values.isOpen[object]).map(({ name }) => name),
      assumedConflicts: conflicts.assumed,
      mayMeetUnknown,
      looksCloser: chooser.isFine,
      hasProviso,
      mayHappen: values.coverage,
      stickySteps: isSticky.reduce((sum, is) => sum + is, 0),
      reachedSteps: graph.filter((_, step) => values.isReached(step)).length,
    },
  }
}

function stickyOf(
  tables: StepTables,
  graph: StepGraph,
  conflicts: Conflicts,
  isVisible: Uint8Array,
  rules: Rules,
  meter: Meter,
): Uint8Array {
  const { visibility, proviso } = rules
  const isSoundKey = visibility === 'of the key' && proviso === 'of the key'
  const isNoKey = (step: StepId): boolean => isSoundKey && isVisible[step] === 1
  return stickySteps(tables, graph, conflicts, isNoKey, rules, meter)
}

function createEnvironment(its: Omit<EnvironmentTables, 'commutation'>): Environment {
  its.outcomes.liftLimit()
  return new Environment({ ...its, commutation: new Commutation(its.outcomes, its.tables, its.rules) })
}

/** Whether a property reads anything. */
function asksForMore(ir: Ir): boolean {
  return ir.properties.some(({ observes }) => observes.length > 0)
}

/** By step: whether it must not be that of a key. */
function* visibleSteps(
  tables: StepTables,
  visible: VisibleSteps,
  values: MayHold,
  { preserves, meter }: Options,
): Task<Uint8Array> {
  const known: (boolean | undefined)[] = []
  const isVisible = new Uint8Array(tables.steps.count)
  const { bySwap, orbits } = tables.images
  for (const [step, orbit] of orbits.entries()) {
    if (meter.isDue) yield* meter.pause()
    if (!values.isReached(step)) continue
    const like = bySwap.length === 0 ? step : orbit
    known[like] ??= preserves === 'valuations' ? visible.changesObserved(step) : visible.mayUndo(step)
    isVisible[step] = known[like] ? 1 : 0
  }
  return isVisible
}

/** Whether some step may lead to where no table says. */
function mayLeadAstray({ shapes }: StepTables, values: MayHold): boolean {
  return shapes.some(({ touches }, step) => {
    const isGuessed = touches.some((object) => values.isOpen[object])
    return values.isReached(step) && (isGuessed || values.edges(step).has(UNKNOWN))
  })
}

/** Whether some step may fail. */
function mayFail({ program, steps, shapes }: StepTables, values: MayHold): boolean {
  return shapes.some((_, step) => {
    const { pending } = at(program.ir.threads, steps.threadOf(step), 'threads')
    return [...values.edges(step)].some((target) => pending[target] === Pending.failed)
  })
}
