/** A check from the description to the verdict: a list of questions, and the passes that answer them, as far as limits go. */
import { at } from '../errors/at.ts'
import type { System } from '../model/language/system.ts'
import type { Design } from '../model/protocol/design.ts'
import { type Meter, orStopped, Stopped } from '../tasks/meter.ts'
import type { Task } from '../tasks/task.ts'
import type { Answer, Verdict } from '../verdict/verdict.ts'
import { violationOf } from './explain/violation.ts'
import type { CheckOptions, Phase } from './options/check-options.ts'
import { passes } from './passes/all.ts'
import type { WalkBudget } from './passes/native-walks.ts'
import type { Job, Known } from './passes/pass.ts'
import { type Checked, verdictOf } from './verdict-of.ts'

export type Checking = {
  readonly meter: Meter
  readonly walkBudget: (edges: number) => WalkBudget
  /** Told what the check does next. */
  readonly entered: (phase: Phase) => void
  /** Told the verdict as it would be if nothing more came: once there is a design, and where a violation was found. */
  readonly soFar: (verdict: Verdict) => void
}

export function* checking(
  system: System,
  options: CheckOptions,
  { meter, walkBudget, entered, soFar }: Checking,
): Task<Verdict> {
  entered('describing')
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
  const unanswered: Known = { answers: questionsOf(design) }
  soFar(verdict(unanswered))
  const job: Job = { system, design, options, walkBudget, meter, entered }
  const known = yield* answered(job, unanswered)
  if (known.looked?.search.result.violation !== undefined) soFar(verdict(notReplayed(design, known, meter)))
  entered('explaining')
  meter.allowExplaining()
  const problems = new Set<string>()
  const violation = yield* explained(job, known, (problem) => problems.add(problem))
  const explanation = { violation, problems: [...problems] }
  return verdict(violation === undefined ? notReplayed(design, known, meter) : known, explanation)
}

type Explained = Pick<Checked, 'violation' | 'problems'>

/** In the order in which a verdict tells them. */
function questionsOf({ properties, isDeadlockAllowed }: Design): readonly Answer[] {
  const unknown = { result: 'unknown', violatingStates: 0 } as const
  return [
    ...properties.map(({ name, kind }) => ({ name, kind, ...unknown })),
    { name: 'no failing operation', kind: 'no failure', ...unknown },
    ...(isDeadlockAllowed ? [] : [{ name: 'no deadlock', kind: 'no deadlock', ...unknown } as const]),
  ]
}

function* answered(job: Job, unanswered: Known): Task<Known> {
  let known = unanswered
  for (const pass of passes) {
    if (!pass.isWanted(job, known)) continue
    if (pass.phase !== undefined) job.entered(pass.phase)
    const next = yield* orStopped(pass.run(job, known))
    if (next instanceof Stopped) return { ...known, stoppedBy: next.by }
    known = next
  }
  return known
}

/** What is replayed natively is described anew. */
function* explained({ system, meter }: Job, { looked }: Known, tell: (problem: string) => void) {
  if (looked === undefined) return undefined
  const { compiled } = looked
  const { result } = looked.search
  const design = result.violation === undefined ? compiled.design : system.build()
  return yield* violationOf(compiled, design, result, tell, meter)
}

/** Where the tables violate something and nothing was run. */
function notReplayed({ properties }: Design, known: Known, meter: Meter): Known {
  const found = known.looked?.search.result.violation
  if (found === undefined) return known
  const name = found.kind === 'property' ? `'${at(properties, found.property, 'properties').name}'` : found.kind
  return { ...known, notReplayed: name, stoppedBy: known.stoppedBy ?? meter.stop ?? 'memory' }
}
