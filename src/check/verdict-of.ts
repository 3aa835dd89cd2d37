import { at } from '../errors/at.ts'
import type { SearchResult } from '../explorer/findings/search-result.ts'
import type { ReductionKind } from '../explorer/reduced/reduction.ts'
import type { Coverage } from '../explorer/steps/coverage.ts'
import type { Compiled } from '../model/compile/compile.ts'
import type { Expectation } from '../model/protocol/design.ts'
import type { PropertyResult, Verdict, VerdictKind, Violation } from '../verdict/verdict.ts'
import { vacuityWarnings } from './warnings/vacuity.ts'

export type Measured = {
  readonly compileMs: number
  readonly searchMs: number
  readonly search: Verdict['search']
  readonly keptGoing: boolean
  readonly reduction: ReductionKind
  /** What a reduction rests on. */
  readonly grounds: readonly string[]
  /** Of stubborn sets, where the search had any. */
  readonly mayHappen: Coverage | undefined
  /** Of the full search, where it was made for comparison. */
  readonly fullStates: number | undefined
  /** What could not be explained, and why. */
  readonly problems: readonly string[]
}

export function verdictOf(
  compiled: Compiled,
  result: SearchResult,
  violation: Violation | undefined,
  measured: Measured,
): Verdict {
  const { design } = compiled
  const verdict: VerdictKind =
    violation !== undefined ? 'violated' : result.status === 'complete' ? 'verified' : 'incomplete'
  return {
    formatVersion: 1,
    system: design.name,
    parameters: design.parameters,
    verdict,
    ...(verdict === 'incomplete' ? { stoppedBy: result.limit ?? 'interrupt' } : {}),
    properties: propertyResults(compiled, result, measured.keptGoing),
    ...(violation === undefined ? {} : { violation }),
    expected: {
      verdict: expectedText(design.expectation),
      isAsExpected: isExpected(design.expectation, verdict, violation),
    },
    assumptions: [...measured.grounds, ...assumptions(compiled, measured.search)],
    warnings: [
      ...(verdict === 'verified' ? vacuityWarnings(compiled, result.coverage, measured.mayHappen) : []),
      ...deadAnswerWarnings(compiled),
      ...measured.problems,
      ...(isAllKnown(compiled, verdict, measured) ? loopWarnings(compiled) : []),
    ],
    search: measured.search,
    reduction: measured.reduction,
    ...(result.sample === undefined ? {} : { sample: result.sample }),
    ...(measured.fullStates === undefined ? {} : { fullStates: measured.fullStates }),
    states: result.states,
    edges: result.edges,
    levels: result.levels,
    compileMs: measured.compileMs,
    searchMs: measured.searchMs,
    storedBytes: result.storedBytes,
    bytesPerState: result.storedBytes / Math.max(1, result.states),
    localStates: compiled.localStates,
  }
}

function propertyResults({ design }: Compiled, result: SearchResult, keptGoing: boolean): readonly PropertyResult[] {
  const isWhole = result.status === 'complete' || (keptGoing && result.limit === undefined)
  const clean = isWhole ? 'holds' : 'unknown'
  const counted = (name: string, kind: PropertyResult['kind'], violatingStates: number): PropertyResult => ({
    name,
    kind,
    result: violatingStates > 0 ? 'violated' : clean,
    violatingStates,
  })
  const declared = design.properties.map(({ name, kind }, p): PropertyResult => {
    const { states, firstDepth, error } = at(result.properties, p, 'properties')
    const steps = firstDepth === undefined ? {} : { steps: firstDepth }
    if (kind !== 'reachable' || error !== undefined) return { ...counted(name, kind, states), ...steps }
    if (firstDepth !== undefined) return { name, kind, result: 'holds', violatingStates: 0, ...steps }
    return { name, kind, result: isWhole ? 'violated' : 'unknown', violatingStates: 0 }
  })
  const deadlock = design.isDeadlockAllowed ? [] : [counted('no deadlock', 'no deadlock', result.deadlocks)]
  return [...declared, counted('no failing operation', 'no failure', result.failures), ...deadlock]
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

/** Whether all that the threads can do is known: an open design is what the search has seen, which a reduction need not have. */
function isAllKnown({ open }: Compiled, verdict: VerdictKind, { reduction }: Measured): boolean {
  return open === undefined || (verdict === 'verified' && reduction === 'none')
}

function loopWarnings(compiled: Compiled): readonly string[] {
  return compiled
    .loopsWithoutRounds()
    .map((place) => `the loop at ${place} never goes round: its body never answers again(…)`)
}
