import type { Compiled } from '../model/compile/compile.ts'
import type { Design, Expectation } from '../model/protocol/design.ts'
import type { Progress } from '../tasks/meter.ts'
import type { Answer, Verdict, VerdictKind, Violation } from '../verdict/verdict.ts'
import type { CheckOptions } from './options/check-options.ts'
import { searchName } from './options/search-kinds.ts'
import type { Known } from './passes/pass.ts'
import { vacuityWarnings } from './warnings/vacuity.ts'

/** What a check has come to. */
export type Checked = {
  readonly design: Design
  readonly options: CheckOptions
  /** Absent where the check was stopped before its end. */
  readonly compiled?: Compiled
  readonly known: Known
  readonly compileMs: number
  /** How far the search came that was going on last. */
  readonly progress: Progress
  readonly violation?: Violation | undefined
  /** What could not be explained, and why. */
  readonly problems?: readonly string[]
}

export function verdictOf(checked: Checked): Verdict {
  const { design, options, compiled, known, compileMs, progress, violation, problems = [] } = checked
  const { search, audit, searchMs = 0 } = known
  const verdict = verdictKind(known, violation)
  const result = search?.result ?? { ...progress, levels: progress.depth, sample: undefined }
  return {
    formatVersion: 1,
    system: design.name,
    parameters: design.parameters,
    verdict,
    ...(verdict === 'incomplete' ? { stoppedBy: known.stoppedBy ?? 'interrupt' } : {}),
    properties: verdict === 'incomplete' ? known.answers.map(unconfirmed) : known.answers,
    ...(violation === undefined ? {} : { violation }),
    expected: {
      verdict: expectedText(design.expectation),
      isAsExpected: isExpected(design.expectation, verdict, violation),
    },
    assumptions: [
      ...(search?.grounds ?? []),
      ...(audit?.sentences ?? []),
      ...(compiled === undefined ? [] : assumptions(compiled, searchName(options.search))),
    ],
    warnings: compiled === undefined ? problems : warningsOf(compiled, verdict, known, problems),
    search: searchName(options.search),
    reduction: search?.kind ?? 'none',
    ...(result.sample === undefined ? {} : { sample: result.sample }),
    ...(audit?.fullStates === undefined ? {} : { fullStates: audit.fullStates }),
    states: result.states,
    edges: result.edges,
    levels: result.levels,
    compileMs,
    searchMs,
    storedBytes: result.storedBytes,
    bytesPerState: result.storedBytes / Math.max(1, result.states),
    localStates: compiled?.localStates ?? [],
  }
}

/** *verified* only where every question is answered and nothing cut short what confirms the answers. */
function verdictKind({ answers, stoppedBy }: Known, violation: Violation | undefined): VerdictKind {
  if (violation !== undefined) return 'violated'
  return stoppedBy === undefined && answers.every(({ result }) => result === 'holds') ? 'verified' : 'incomplete'
}

/** What nothing violated so far is not known to hold. */
function unconfirmed(answer: Answer): Answer {
  return answer.kind !== 'reachable' && answer.result === 'holds' ? { ...answer, result: 'unknown' } : answer
}

function warningsOf(
  compiled: Compiled,
  verdict: VerdictKind,
  { search }: Known,
  problems: readonly string[],
): readonly string[] {
  const isAllKnown = compiled.open === undefined || (verdict === 'verified' && search?.kind === 'none')
  return [
    ...(verdict === 'verified' && search !== undefined
      ? vacuityWarnings(compiled, search.result.coverage, search.mayHappen)
      : []),
    ...deadAnswerWarnings(compiled),
    ...problems,
    ...(isAllKnown ? loopWarnings(compiled) : []),
  ]
}

/** What the verdict rests on, beside the tables. */
function assumptions(compiled: Compiled, search: Verdict['search']): readonly string[] {
  const { ir } = compiled.program
  const atomic = ir.threads.flatMap(({ pending }, t) =>
    pending.flatMap((_, l) => {
      const { isAtomic, isMidStep, site } = compiled.arrival(t, l)
      return isAtomic && !isMidStep ? [site ?? 'an unknown place'] : []
    }),
  )
  return [
    ...(compiled.open === undefined
      ? []
      : [
          `${compiled.open} was over the budget of closing: its values were discovered by the search, and no local states were merged`,
        ]),
    ...(atomic.length === 0 ? [] : [`atomic blocks, each one step: ${[...new Set(atomic)].sort().join(', ')}`]),
    ...(search === 'depth first' ? ['depth first: a counterexample is not the shortest'] : []),
  ]
}

/** As a person reads it: `violated: mutual exclusion, 7 steps`. */
export function expectedText(expectation: Expectation): string {
  const steps = 'steps' in expectation && expectation.steps !== undefined ? `, ${expectation.steps} steps` : ''
  switch (expectation.verdict) {
    case 'verified':
      return 'verified'
    case 'deadlock':
      return `deadlock${steps}`
    case 'violated':
      return `violated: ${expectation.property}${steps}`
    case 'failed':
      return `fails: ${expectation.message}${steps}`
  }
}

function isExpected(expectation: Expectation, verdict: VerdictKind, violation: Violation | undefined): boolean {
  if (expectation.verdict === 'verified') return verdict === 'verified'
  const length = violation?.trace?.steps.length
  if (verdict !== 'violated' || (expectation.steps !== undefined && expectation.steps !== length)) return false
  if (expectation.verdict === 'deadlock') return violation?.kind === 'deadlock'
  if (expectation.verdict === 'violated') return violation?.property === expectation.property
  return violation?.kind === 'failure' && violation.message.includes(expectation.message)
}

function deadAnswerWarnings({ localStates }: Compiled): readonly string[] {
  return localStates.flatMap(({ thread, found, kept, deadAnswer }) =>
    deadAnswer === undefined ? [] : [`${thread} has ${found} local states, ${kept} after merging: ${deadAnswer}`],
  )
}

function loopWarnings(compiled: Compiled): readonly string[] {
  return compiled
    .loopsWithoutRounds()
    .map((place) => `the loop at ${place} never goes round: its body never answers again(…)`)
}
