import { ModelError } from '../../errors/model-error.ts'
import { messageOf } from '../../errors/thrown.ts'
import type { SearchResult } from '../../explorer/findings/search-result.ts'
import type { Counterexample } from '../../explorer/steps/schedule.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { readable, refinedIn } from '../../model/protocol/declarations.ts'
import type { Design, PropertyDeclaration } from '../../model/protocol/design.ts'
import { propertyKinds } from '../../model/protocol/property-kinds.ts'
import { withPlace } from '../../model/run/mistakes.ts'
import type { NativeRun } from '../../model/run/native-run.ts'
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { siteText } from '../../verdict/site.ts'
import type { Trace, TraceStep } from '../../verdict/trace.ts'
import { asValue } from '../../verdict/value.ts'
import type { Answer, Violation } from '../../verdict/verdict.ts'
import { placeIn } from '../../verdict/wait-place.ts'
import { withHelpers } from './helped.ts'
import { hintsOf } from './hints.ts'
import { Holders } from './holders.ts'
import { impure } from './impure.ts'
import { raceHints } from './races.ts'
import { answersOtherwise } from './refined.ts'
import { replayed } from './replayed.ts'
import { ringHints } from './ring-hints.ts'
import type { Tell } from './told.ts'
import type { Followed } from './trace.ts'
import { waitingThreads } from './waiting.ts'

/**
 * The violation that a search found, as people read it. Its counterexample has been replayed natively, on a design described anew, and every
 * value on the way and the violation at its end were what the tables said. `undefined` where there is none, or no time was left for its run.
 * @throws Stopped; ModelError M004 when the replay differs, or when the violation is a mistake of the author's. `tell` hears what could not be explained.
 */
export function* violationOf(
  compiled: Compiled,
  design: Design,
  result: SearchResult,
  tell: Tell,
  meter: Meter,
): Task<Violation | undefined> {
  const found = result.violation
  if (found === undefined) return undefined
  if (found.kind === 'property' && found.error instanceof ModelError) throw withPlace(found.error)
  const property = found.kind === 'property' ? design.properties[found.property] : undefined
  const name = property === undefined ? {} : { property: property.name }
  const { counterexample } = result
  if (counterexample === undefined) return undefined
  const followed = yield* orStopped(replayed(compiled, design, counterexample, { tell, meter }))
  if (followed instanceof Stopped) return undefined
  const { trace, ...explanation } =
    found.kind === 'deadlock'
      ? yield* deadlock(followed, { compiled, steps: counterexample.steps, tell, meter })
      : explained(property, followed)
  const { isShortest, hasFewestSwitches } = counterexample
  if (found.kind === 'failure' && refinedIn(design.objects) !== undefined)
    return { ...answersOtherwise(followed.run), trace: { ...trace, isShortest, hasFewestSwitches } }
  return { kind: found.kind, ...name, ...explanation, trace: { ...trace, isShortest, hasFewestSwitches } }
}

/** Of each `reachable` that a whole search did not witness. */
export function unwitnessed(answers: readonly Answer[]): readonly Violation[] {
  return answers.flatMap(({ kind, name, result, violatingStates }) =>
    kind === 'reachable' && result === 'violated' && violatingStates === 0
      ? [{ kind: 'unreachable', property: name, message: propertyKinds[kind].violated(name) }]
      : [],
  )
}

type Explained = Required<Pick<Violation, 'message' | 'trace'>> & Pick<Violation, 'observed' | 'hints'>

/** What is wrong in the last state, said natively: of a property, or of an operation that fails. */
function explained(property: PropertyDeclaration | undefined, { trace, run }: Followed): Explained {
  if (property !== undefined)
    return { message: propertyMessage(property, run, trace), observed: observedBy(property, run), trace }
  const last = trace.steps.at(-1)
  refuseMistake(run, trace)
  if (last?.failure === undefined)
    throw impure({ who: last?.thread ?? '', expected: 'a failure', seen: 'none' }, trace.schedule)
  const hints = raceHints(trace)
  return { message: `${last.thread}: ${last.failure}`, ...(hints.length > 0 && { hints }), trace }
}

type Deadlocked = {
  readonly compiled: Compiled
  readonly steps: Counterexample['steps']
  readonly tell: Tell
  readonly meter: Meter
}

/** The same, of a deadlock. */
function* deadlock({ trace, run }: Followed, { tell, ...tables }: Deadlocked): Task<Explained> {
  const holders = new Holders(run, tell)
  const stuck = yield* withHelpers(waitingThreads(holders), holders, tables)
  const free = run.design.threads.find(
    (_, thread) => !run.hasEnded(thread) && run.waitsAt(thread, 'owed') === undefined,
  )
  if (stuck.length === 0 || free !== undefined)
    throw impure({ who: free?.name ?? run.design.name, expected: 'waiting', seen: 'a step' }, trace.schedule)
  const who = stuck.map(
    (one) =>
      `${one.thread}${placeIn(one.waitsAt, one.waitsIn)}${one.waitsFor.length === 0 ? '' : ` for ${one.waitsFor.join(', ')}`}`,
  )
  return {
    message: `${stuck.length === 1 ? 'a thread waits' : `${stuck.length} threads wait`} for ever: ${who.join('; ')}`,
    trace: { ...trace, stuck },
    hints: [...ringHints(stuck), ...hintsOf(run)],
  }
}

/** @throws ModelError where a thread went wrong by a mistake of its author: that is no finding about the design. */
function refuseMistake(run: NativeRun, { steps, schedule }: Trace): void {
  for (const thread of run.design.threads.keys()) {
    const failure = run.failure(thread)
    if (failure instanceof ModelError) throw withPlace(failure, { ...placeOf(steps.at(-1)), schedule })
  }
}

function placeOf(step: TraceStep | undefined): { readonly site?: string } {
  const site = step?.moves.at(-1)?.site
  return site === undefined ? {} : { site: siteText(site) }
}

function observedBy({ observes }: PropertyDeclaration, run: NativeRun): NonNullable<Violation['observed']> {
  return observes.map((declared) => ({
    name: declared.name,
    value: asValue('initial' in declared ? readable(declared, run.value(declared)) : run.inside(declared)),
  }))
}

function propertyMessage(property: PropertyDeclaration, run: NativeRun, { schedule }: Trace): string {
  const observed = property.observes.map((declared) =>
    'initial' in declared ? run.value(declared) : run.inside(declared),
  )
  try {
    const isTrue = property.holds(observed)
    if (isTrue !== propertyKinds[property.kind].isNegated)
      throw impure({ who: `'${property.name}'`, expected: `${!isTrue}`, seen: `${isTrue}` }, schedule)
  } catch (error) {
    if (error instanceof ModelError) throw error
    return `'${property.name}' went wrong: ${messageOf(error)}`
  }
  return propertyKinds[property.kind].violated(property.name)
}
