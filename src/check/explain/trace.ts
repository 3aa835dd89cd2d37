import { ModelError } from '../../errors/model-error.ts'
import type { Design, ObjectDeclaration } from '../../model/protocol/design.ts'
import { withPlace } from '../../model/run/mistakes.ts'
import type { NativeMove, NativeRun, NativeStep } from '../../model/run/native-run.ts'
import { encode } from '../../model/values/encode.ts'
import { type ThreadId, threadIdName } from '../../model/values/thread-id.ts'
import { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Change, Move, StuckThread, Trace, TraceStep } from '../../verdict/verdict.ts'
import { printSchedule, type ScheduledStep } from './schedule.ts'

export type Followed = { readonly trace: Trace; readonly run: NativeRun }

export type FollowOptions = {
  readonly showsLocks?: boolean
  /** Told of each step, counted from 0, when it has been taken. */
  readonly stepped?: (native: NativeStep, index: number) => void
  readonly meter?: Meter
}

const workOfStep = 64

/**
 * Follows a schedule natively, from the start of the run, and records what happens.
 * @throws UsageError U007 when a thread cannot take the step that the schedule asks for. Stopped
 */
export function* follow(
  run: NativeRun,
  schedule: readonly ScheduledStep[],
  { showsLocks = false, stepped = () => {}, meter = new Meter() }: FollowOptions = {},
): Task<Followed> {
  const { design } = run
  const steps: TraceStep[] = []
  for (const [index, { thread, decisions }] of schedule.entries()) {
    meter.spend(workOfStep)
    if (meter.isDue) yield* meter.pause()
    const before = new Map(design.objects.map((object) => [object, run.value(object)]))
    const native = run.step(thread, decisions)
    stepped(native, index)
    const step = traceStep(design, run, before, native)
    steps.push(showsLocks ? { ...step, locks: locksAfter(design, run, before) } : step)
  }
  const threads = design.threads.map(({ name }) => name)
  const trace: Trace = {
    threads,
    schedule: printSchedule(schedule, threads),
    initial: design.objects.map(({ name, initial, isGhost }) => ({ object: name, value: initial, isGhost })),
    steps,
    isShortest: false,
    hasFewestSwitches: false,
    switches: schedule.filter(({ thread }, i) => i > 0 && schedule[i - 1]?.thread !== thread).length,
    stuck: [],
  }
  return { trace, run }
}

function traceStep(
  design: Design,
  run: NativeRun,
  before: ReadonlyMap<ObjectDeclaration, unknown>,
  native: NativeStep,
): TraceStep {
  const after = run.arrival(native.thread)
  const from = native.moves[0]?.from
  const regions = native.failure === undefined ? after.regions : []
  return {
    thread: design.threads[native.thread]?.name ?? '',
    moves: native.moves.map(traceMove),
    procs: from?.procs ?? [],
    regions: regions.map(({ name }) => name),
    entered: regions.filter((region) => from?.regions.includes(region) !== true).map(({ name }) => name),
    isSpinning: from?.isSpinning === true && after.isSpinning,
    changes: design.objects.flatMap((object) => changeOf(object, before.get(object), run.value(object))),
    notes: native.notes,
    ...(native.failure === undefined ? {} : { failure: native.failure.message, ...codeOf(native.failure) }),
  }
}

/** Of all objects that say how a debugger shows them, if the step changed one of these. */
function locksAfter(
  design: Design,
  run: NativeRun,
  before: ReadonlyMap<ObjectDeclaration, unknown>,
): NonNullable<TraceStep['locks']> {
  const locks = design.objects.filter(({ view }) => view !== undefined)
  const isChanged = locks.some((lock) => changeOf(lock, before.get(lock), run.value(lock)).length > 0)
  if (!isChanged) return []
  return locks.flatMap((lock) =>
    lock.view === undefined ? [] : { object: lock.name, view: lock.view(run.value(lock)) },
  )
}

function traceMove({ label, kind, answer, from }: NativeMove): Move {
  return {
    label,
    kind,
    ...(answer === undefined ? {} : { answer }),
    ...(from.site === undefined ? {} : { site: from.site }),
  }
}

function changeOf({ name, isGhost }: ObjectDeclaration, before: unknown, after: unknown): readonly Change[] {
  return encode(before, name) === encode(after, name) ? [] : [{ object: name, before, after, isGhost }]
}

/**
 * The threads that can never step again, and whom they wait for. An `owners` that goes wrong costs that, and no more: `tell` hears of it.
 */
export function stuckThreads(run: NativeRun, tell: (problem: string) => void): readonly StuckThread[] {
  return run.design.threads.flatMap(({ name }, thread) => {
    if (run.hasEnded(thread)) return []
    const { site } = run.arrival(thread)
    const waitsAt = run.waitsAt(thread)
    const holders = waitsAt.flatMap(({ object }) => ownersOf(object, run, tell)).map(threadIdName)
    return [
      {
        thread: name,
        waitsAt: waitsAt.map(({ label }) => label),
        ...(site === undefined ? {} : { site }),
        waitsFor: [...new Set(holders)],
      },
    ]
  })
}

function ownersOf(object: ObjectDeclaration, run: NativeRun, tell: (problem: string) => void): readonly ThreadId[] {
  try {
    return object.owners?.(run.value(object)) ?? []
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    const { message, site } = withPlace(error)
    tell(`whom threads wait for at ${object.name} is not known: ${message}${site === undefined ? '' : ` (${site})`}`)
    return []
  }
}

function codeOf(failure: Error): Pick<TraceStep, 'failureCode'> {
  return failure instanceof ModelError ? { failureCode: failure.code } : {}
}
