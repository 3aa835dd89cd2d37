/** A check from the description to the verdict: a list of questions, and the passes that answer them, as far as limits go. */
import { at } from '../errors/at.ts'
import { ModelError } from '../errors/model-error.ts'
import type { SearchResult } from '../explorer/findings/search-result.ts'
import type { System } from '../model/language/system.ts'
import { type RefinementDeclaration, refinedIn } from '../model/protocol/declarations.ts'
import type { Design } from '../model/protocol/design.ts'
import { type Meter, orStopped, Stopped } from '../tasks/meter.ts'
import type { Task } from '../tasks/task.ts'
import type { Answer, Verdict, Violation } from '../verdict/verdict.ts'
import { runViolation } from './explain/liveness.ts'
import { waitingViolation } from './explain/refined.ts'
import { stuckViolation } from './explain/stuck.ts'
import { unwitnessed, violationOf } from './explain/violation.ts'
import type { CheckOptions, Phase } from './options/check-options.ts'
import { passes } from './passes/all.ts'
import type { WalkBudget } from './passes/native-walks.ts'
import type { Job, Known } from './passes/pass.ts'
import { type Checked, verdictOf } from './verdict-of.ts'
import { weakly } from './weakly.ts'

export type Checking = {
  readonly meter: Meter
  readonly walkBudget: (edges: number) => WalkBudget
  /** Told what the check does next. */
  readonly entered: (phase: Phase) => void
  /** Told the verdict as it would be if nothing more came: once there is a design, and where a violation was found. */
  readonly soFar: (verdict: Verdict) => void
}

/** Over the memory that is asked for. */
export function* checking(system: System, options: CheckOptions, how: Checking): Task<Verdict> {
  const { memory = 'sc' } = options
  const ask = (of: System): Task<Found> => asked(of, options, how)
  if (memory !== 'sc') return yield* weakly(system, memory, { ask, tell: told })
  const found = yield* ask(system)
  return yield* told(found, found.known)
}

/** What is known once questions are answered, and how it is told. */
type Found = {
  readonly job: Job
  readonly known: Known
  readonly verdict: (known: Known, more?: Explained) => Verdict
  readonly soFar: Checking['soFar']
}

function* asked(system: System, options: CheckOptions, how: Checking): Task<Found> {
  const { meter, walkBudget, entered, soFar } = how
  entered('describing')
  const sinceMs = meter.elapsedMs
  const design = system.build()
  const verdict = (known: Known, more: Explained = {}): Verdict =>
    verdictOf({
      design,
      site: system.site,
      options,
      known,
      elapsedMs: meter.elapsedMs,
      progress: meter.progress,
      ...more,
    })
  const unanswered = spent({ answers: questionsOf(design) }, 'describing', meter.elapsedMs - sinceMs)
  soFar(verdict(unanswered))
  const job: Job = { system, design, options, walkBudget, meter, entered }
  return { job, known: yield* answered(job, unanswered), verdict, soFar }
}

function* told({ job, verdict, soFar }: Found, known: Known): Task<Verdict> {
  const { design, meter } = job
  if (violatedByTables(design, known) !== undefined) soFar(verdict(notReplayed(design, known, meter)))
  job.entered('explaining')
  meter.allowExplaining()
  const problems = new Set<string>()
  const begunMs = meter.elapsedMs
  const [violation, ...others] = yield* explained(job, known, (problem) => problems.add(problem))
  const explanation = { violation, others, problems: [...problems] }
  const all = violation === undefined ? notReplayed(design, known, meter) : known
  return verdict(violation === undefined ? all : spent(all, 'explaining', meter.elapsedMs - begunMs), explanation)
}

type Explained = Pick<Checked, 'violation' | 'others' | 'problems'>

/** In the order in which a verdict tells them. */
function questionsOf({ objects, properties, isDeadlockAllowed, liveness }: Design): readonly Answer[] {
  const unknown = { result: 'unknown', violatingStates: 0 } as const
  const refines = refinedIn(objects)?.refines
  return [
    ...properties.map(({ name, kind, partOf }) => ({ name, kind, ...(partOf && { partOf }), ...unknown })),
    ...(refines === undefined
      ? [{ name: 'no failing operation', kind: 'no failure', ...unknown } as const]
      : refinementQuestions(refines).map((question) => ({ ...question, ...unknown }))),
    ...(isDeadlockAllowed
      ? []
      : ([
          { name: 'no deadlock', kind: 'no deadlock', ...unknown },
          { name: 'nobody is stuck', kind: 'nobody stuck', ...unknown },
        ] as const)),
    ...liveness.map(({ name, kind }) => ({ name, kind, ...unknown })),
  ]
}

function refinementQuestions({
  specification,
  keeps,
}: RefinementDeclaration): readonly Pick<Answer, 'name' | 'kind'>[] {
  return [
    { name: `answers as ${specification} might`, kind: 'answers' },
    ...(keeps === 'answers' ? [] : [{ name: `waits only where ${specification} may`, kind: 'waiting' } as const]),
  ]
}

function* answered(job: Job, unanswered: Known): Task<Known> {
  let known = unanswered
  for (const pass of passes) {
    if (!pass.isWanted(job, known)) continue
    if (pass.phase !== undefined) job.entered(pass.phase)
    job.meter.endExplaining()
    const begunMs = job.meter.elapsedMs
    const next = yield* orStopped(pass.run(job, known))
    const isStopped = next instanceof Stopped
    const now = isStopped ? { ...known, stoppedBy: next.by } : next
    known = spent(now, pass.phase ?? 'searching', job.meter.elapsedMs - begunMs)
    if (isStopped) break
  }
  return known
}

function spent(known: Known, phase: Phase, ms: number): Known {
  return { ...known, spentMs: { ...known.spentMs, [phase]: ms } }
}

/** The violation to report, then those of other questions. What is replayed natively is described anew. */
function* explained(
  { system, meter }: Job,
  { looked, answers, stuck, inVain, runs = [] }: Known,
  tell: (problem: string) => void,
): Task<readonly Violation[]> {
  if (looked === undefined) return []
  const { compiled } = looked
  const { result } = looked.search
  const explain = (found: Shown): Task<Violation | undefined> =>
    violationOf(compiled, system.build(), { ...result, ...found }, tell, meter)
  const first = result.violation && (yield* explain(result))
  if (result.violation !== undefined && first === undefined) return []
  const all = first === undefined ? [] : [first]
  for (const found of result.others ?? []) {
    const other = yield* unlessWrong(explain(found), tell)
    if (other !== undefined) all.push(other)
  }
  const about = { tell, meter }
  const tasks = [
    ...(stuck === undefined ? [] : [() => stuckViolation(compiled, system.build(), stuck, about)]),
    ...(inVain === undefined ? [] : [() => waitingViolation(compiled, system.build(), inVain, about)]),
    ...runs.map((run) => () => runViolation(compiled, system.build(), run, about)),
  ]
  for (const task of tasks) {
    const one = yield* orStopped(task())
    if (!(one instanceof Stopped)) all.push(one)
  }
  if (inVain !== undefined) all.sort((a, b) => stepsTo(a) - stepsTo(b)) // it takes fewer, or is all there is
  return [...all, ...unwitnessed(answers)]
}

function stepsTo({ trace }: Violation): number {
  return trace?.steps.length ?? Number.POSITIVE_INFINITY
}

type Shown = Pick<SearchResult, 'violation' | 'counterexample'>

/** A mistake of the author's on the way to another violation takes nothing from the first, which was run. */
function* unlessWrong<T>(task: Task<T>, tell: (problem: string) => void): Task<T | undefined> {
  try {
    return yield* task
  } catch (error) {
    if (!(error instanceof ModelError)) throw error
    tell(`${error.code}: ${error.message}`)
    return undefined
  }
}

/** Where the tables violate something and nothing was run. */
function notReplayed(design: Design, known: Known, meter: Meter): Known {
  const name = violatedByTables(design, known)
  if (name === undefined) return known
  return { ...known, notReplayed: name, stoppedBy: known.stoppedBy ?? meter.stop ?? 'memory' }
}

function violatedByTables({ properties }: Design, { looked, answers }: Known): string | undefined {
  const found = looked?.search.result.violation
  if (found === undefined) {
    const ofRuns = answers.find(({ kind, result }) => kind !== 'reachable' && result === 'violated')
    return ofRuns && `'${ofRuns.name}'`
  }
  return found.kind === 'property' ? `'${at(properties, found.property, 'properties').name}'` : found.kind
}
