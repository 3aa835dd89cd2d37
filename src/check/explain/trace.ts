import { at } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import type { ScheduledStep } from '../../explorer/steps/schedule.ts'
import { type ObjectDeclaration, readable } from '../../model/protocol/declarations.ts'
import type { Design, OperationRequest } from '../../model/protocol/design.ts'
import type { NativeMove, NativeRun, NativeStep } from '../../model/run/native-run.ts'
import { encode } from '../../model/values/encode.ts'
import { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { siteOf } from '../../verdict/site.ts'
import type { Change, Move, NamedLock, ObjectValue, Trace, TraceStep } from '../../verdict/trace.ts'
import { asValue } from '../../verdict/value.ts'
import { Calls } from './calls.ts'
import { requireSame, type Snapshot, snapshotOf } from './cycle.ts'
import { MemoryWrites } from './memory-writes.ts'
import { printSchedule, type Schedule } from './schedule.ts'
import { ThreadSpans } from './thread-spans.ts'
import type { Tell } from './told.ts'
import { Words } from './words.ts'

export type Followed = { readonly trace: Trace; readonly run: NativeRun }

export type FollowOptions = {
  readonly showsLocks?: boolean
  /** Told of each step, counted from 0, when it has been taken. */
  readonly stepped?: (native: NativeStep, index: number) => void
  /** Hears of what could not be told. */
  readonly tell?: Tell
  readonly meter?: Meter
}

const workOfStep = 64

/**
 * Follows a schedule natively, from the start of the run, and records what happens. A cycle is gone round twice, and must lead back both times.
 * @throws UsageError U007 when a thread cannot take the step that the schedule asks for, or a cycle does not close; Stopped
 */
export function* follow(
  run: NativeRun,
  schedule: Schedule,
  { showsLocks = false, stepped = () => {}, tell = () => {}, meter = new Meter() }: FollowOptions = {},
): Task<Followed> {
  const { design } = run
  const words = new Words(tell)
  const calls = new Calls(tell)
  const writes = new MemoryWrites()
  const initial = valuesOf(run, words)
  const initialLocks = showsLocks ? { initialLocks: locksOf(design, run) } : {}
  const spans = new ThreadSpans(run, schedule.steps.length, tell)
  const steps: TraceStep[] = []
  const { cycleStart } = schedule
  let home: Snapshot | undefined
  for (const [index, { thread, decisions }] of schedule.steps.entries()) {
    if (index === cycleStart) home = snapshotOf(run)
    meter.spend(workOfStep)
    if (meter.isDue) yield* meter.pause()
    const before = new Map(design.objects.map((object) => [object, run.value(object)]))
    const native = run.step(thread, decisions)
    stepped(native, index)
    const step = {
      ...traceStep({ design, run, before, words, calls, writes, number: index + 1 }, native),
      ...spans.after(index + 1),
    }
    steps.push(showsLocks ? { ...step, locks: locksAfter(design, run, before) } : step)
  }
  const final = valuesOf(run, words)
  if (home !== undefined) yield* goRound(run, schedule.steps.slice(cycleStart), home, meter)
  const names = design.threads.map(({ name }) => name)
  const trace: Trace = {
    threads: design.threads.map(({ name, family, serves }, thread) => ({
      name,
      family,
      ...(serves === undefined ? {} : { serves }),
      ...spans.of(thread),
    })),
    schedule: printSchedule(schedule, names),
    initial,
    ...initialLocks,
    steps,
    final,
    ...(cycleStart === undefined ? {} : { cycleStart }),
    isShortest: false,
    hasFewestSwitches: false,
    switches: schedule.steps.filter(({ thread }, i, steps) => i > 0 && steps[i - 1]?.thread !== thread).length,
    stuck: [],
  }
  return { trace, run }
}

/** Once more, from where a cycle has led back to. */
function* goRound(run: NativeRun, cycle: readonly ScheduledStep[], home: Snapshot, meter: Meter): Task<void> {
  requireSame(run, home)
  for (const { thread, decisions } of cycle) {
    meter.spend(workOfStep)
    if (meter.isDue) yield* meter.pause()
    run.step(thread, decisions)
  }
  requireSame(run, home)
}

function valuesOf(run: NativeRun, words: Words): readonly ObjectValue[] {
  return run.design.objects.map((object) => ({
    object: object.name,
    value: asValue(readable(object, run.value(object))),
    ...words.of(object, run.value(object)),
    isGhost: object.isGhost,
  }))
}

type Taking = {
  readonly design: Design
  readonly run: NativeRun
  /** The values before the step. */
  readonly before: ReadonlyMap<ObjectDeclaration, unknown>
  readonly words: Words
  readonly calls: Calls
  readonly writes: MemoryWrites
  /** Of the step, from 1. */
  readonly number: number
}

function traceStep(taking: Taking, native: NativeStep): TraceStep {
  const { design, run, before, words, calls } = taking
  const after = run.arrival(native.thread)
  const from = native.moves[0]?.from
  const [was, is] = [from?.regions ?? [], native.failure === undefined ? after.regions : []]
  return {
    thread: design.threads[native.thread]?.name ?? '',
    moves: native.moves.map((move) => traceMove(move, native.thread, taking)),
    ...calls.of(native),
    procs: from?.procs ?? [],
    regions: is.map(({ name }) => name),
    entered: is.filter((region) => !was.includes(region)).map(({ name }) => name),
    left: was.filter((region) => !is.includes(region)).map(({ name }) => name),
    isSpinning: from?.isSpinning === true && after.isSpinning,
    changes: design.objects.flatMap((object) =>
      changeOf(object, before.get(object), run.value(object)).map((change) => ({
        ...change,
        ...words.ofNew(object, before.get(object), run.value(object)),
      })),
    ),
    notes: native.notes,
    ...(native.failure === undefined
      ? {}
      : { failure: native.failure.message, ...codeOf(native.failure), ...calledFrom(native.moves.at(-1)) }),
  }
}

/** Of all objects that say how a debugger shows them, if the step changed one of these. */
function locksAfter(
  design: Design,
  run: NativeRun,
  before: ReadonlyMap<ObjectDeclaration, unknown>,
): readonly NamedLock[] {
  const locks = design.objects.filter(({ view }) => view !== undefined)
  const isChanged = locks.some((lock) => changeOf(lock, before.get(lock), run.value(lock)).length > 0)
  return isChanged ? locksOf(design, run) : []
}

function locksOf(design: Design, run: NativeRun): readonly NamedLock[] {
  return design.objects.flatMap(
    (lock) =>
      lock.view === undefined
        ? []
        : [{ object: lock.name, view: asValue(lock.view(run.value(lock))) as NamedLock['view'] }], // its threads are values
  )
}

function traceMove(move: NativeMove, thread: number, { design, writes, number }: Taking): Move {
  const { label, kind, object, answer, from } = move
  const { role, event }: Partial<OperationRequest> = from.pending.kind === 'operation' ? from.pending.request : {}
  const { name, serves = name } = at(design.threads, thread, 'threads')
  const access = writes.move(move, { step: number, thread: serves })
  return {
    label,
    kind,
    ...(object === undefined ? {} : { object: object.name }),
    ...(answer === undefined ? {} : { answer: asValue(object === undefined ? answer : readable(object, answer)) }),
    ...(role === undefined ? {} : { role }),
    ...(event === undefined ? {} : { event }),
    ...(access === undefined ? {} : { access }),
    ...(from.site === undefined ? {} : { site: siteOf(from.site) }),
  }
}

function changeOf(object: ObjectDeclaration, before: unknown, after: unknown): readonly Change[] {
  const { name, isGhost } = object
  if (encode(before, name) === encode(after, name)) return []
  const [was, is] = [before, after].map((value) => asValue(readable(object, value)))
  return [{ object: name, before: was!, after: is!, isGhost }]
}

/** Of procs around a step that fails, where each was called, the innermost first: what is written there may be the mistake. */
function calledFrom(move: NativeMove | undefined): Pick<TraceStep, 'callers'> {
  const { site: place, callers = [] } = move?.from ?? {}
  const others = callers.filter(({ site }, c) => site !== (callers[c + 1]?.site ?? place)) // procs of a package are at no place of their own
  if (others.length === 0) return {}
  return { callers: others.toReversed().map(({ proc, site }) => ({ proc, site: siteOf(site) })) }
}

function codeOf(failure: Error): Pick<TraceStep, 'failureCode'> {
  return failure instanceof ModelError ? { failureCode: failure.code } : {}
}
