import { at } from '../errors/at.ts'
import type { Compiled } from '../model/compile/compile.ts'
import { type Design, type Expectation, expectationOver } from '../model/protocol/design.ts'
import { threadIdName } from '../model/values/thread-id.ts'
import type { Progress } from '../tasks/meter.ts'
import { type DesignGround, ground } from '../verdict/ground.ts'
import { siteOf } from '../verdict/site.ts'
import { parameterValues } from '../verdict/value.ts'
import type { Answer, Verdict, VerdictKind, Violation } from '../verdict/verdict.ts'
import { isDeadlock, isStuck, lengthsOf, starves } from '../verdict/waiting-forever.ts'
import { type WarningOf, warning } from '../verdict/warning.ts'
import { visitedLines } from './lines.ts'
import type { CheckOptions } from './options/check-options.ts'
import { searchName } from './options/search-kinds.ts'
import type { Known } from './passes/pass.ts'
import { timesOf } from './times.ts'
import { blindSpots } from './warnings/blind.ts'
import { deadAnswers } from './warnings/dead-answers.ts'
import { endlessSpins } from './warnings/endless-spins.ts'
import { overtakable } from './warnings/load-buffering.ts'
import { mixedCells } from './warnings/mixed-orders.ts'
import { callsNeverMade } from './warnings/never-called.ts'
import { unperformedActions } from './warnings/unperformed.ts'
import { vacuityWarnings } from './warnings/vacuity.ts'
import { ofWeakMemory } from './warnings/weak-memory.ts'

/** What a check has come to. */
export type Checked = {
  readonly design: Design
  /** Where the system is made. */
  readonly site: string | undefined
  readonly options: CheckOptions
  readonly known: Known
  readonly elapsedMs: number
  /** How far the search came that was going on last. */
  readonly progress: Progress
  readonly violation?: Violation | undefined
  /** Of other questions. */
  readonly others?: readonly Violation[]
  /** What could not be explained, and why. */
  readonly problems?: readonly string[]
}

export function verdictOf(checked: Checked): Verdict {
  const { design, site, options, known, elapsedMs, progress, violation, others = [], problems = [] } = checked
  const { looked, audit } = known
  const { compiled, search } = looked ?? {}
  const verdict = verdictKind(known, violation)
  const expectation = expectationOver(design, options.memory)
  const warnings = warningsOf(verdict, known, problems)
  const result = search?.result ?? { ...progress, levels: progress.depth, sample: undefined }
  return {
    formatVersion: 2,
    system: design.name,
    parameters: parameterValues(design.parameters),
    ...(site === undefined ? {} : { site: siteOf(site) }),
    verdict,
    ...(options.memory === undefined || options.memory === 'sc' ? {} : { memory: options.memory }),
    ...(verdict === 'incomplete' ? { stoppedBy: known.stoppedBy ?? 'interrupt' } : {}),
    ...(verdict === 'incomplete' && known.room !== undefined ? { room: known.room } : {}),
    answers: known.answers.map((answer) => answerOf(answer, known, verdict, [violation, ...others])),
    ...(violation === undefined ? {} : { violation }),
    expected: expectedOf(
      expectation,
      isExpected(expectation, verdict, violation, known.answers),
      options.strict === true && warnings.length > 0,
    ),
    grounds: [
      ...(search?.grounds ?? []),
      ...(audit?.grounds ?? []),
      ...waitingAlike(design, known),
      ...(compiled === undefined ? [] : designGrounds(compiled, options)),
      ...memoryGround(design, options, known, verdict),
      ...(options.memory === 'cpp20' && verdict === 'verified' && compiled !== undefined ? onHardware(compiled) : []),
    ].map(ground),
    warnings: warnings.map(warning),
    ...(looked === undefined ? {} : { lines: visitedLines(looked.compiled, looked.search.result.coverage) }),
    search: searchName(options.search),
    reduction: search?.kind ?? 'none',
    ...(result.sample === undefined ? {} : { sample: result.sample }),
    ...(audit?.fullStates === undefined ? {} : { fullStates: audit.fullStates }),
    states: result.states,
    edges: result.edges,
    levels: result.levels,
    ...timesOf(known, elapsedMs),
    storedBytes: result.storedBytes,
    bytesPerState: result.storedBytes / Math.max(1, result.states),
    localStates: compiled?.localStates.map(({ thread, found, kept }) => ({ thread, found, kept })) ?? [],
  }
}

/** *verified* only where every question is answered and nothing cut short what confirms the answers. */
function verdictKind({ answers, stoppedBy }: Known, violation: Violation | undefined): VerdictKind {
  if (violation !== undefined) return 'violated'
  return stoppedBy === undefined && answers.every(({ result }) => result === 'holds' || result === 'not looked for')
    ? 'verified'
    : 'incomplete'
}

/** With what shows it; what nothing violated in a check that was cut short is not known to hold. */
function answerOf(
  answer: Answer,
  known: Known,
  verdict: VerdictKind,
  violations: readonly (Violation | undefined)[],
): Answer {
  if (known.notReplayed !== undefined && answer.result === 'violated') return { ...answer, result: 'unknown' }
  const evidence = violations.find((violation) => violation !== undefined && isOf(violation, answer))
  if (evidence !== undefined) {
    const steps = evidence.trace?.steps.length // a run that was found by chance has been shortened since
    return { ...answer, ...(steps === undefined ? {} : { steps }), evidence }
  }
  const [first] = violations
  if (answer.kind === 'nobody stuck' && first?.kind === 'deadlock' && first.trace !== undefined)
    return { ...answer, result: 'violated', steps: first.trace.steps.length } // its evidence is that of the deadlock
  const isUnconfirmed = verdict === 'incomplete' && answer.kind !== 'reachable' && answer.result === 'holds'
  return isUnconfirmed ? { ...answer, result: 'unknown' } : answer
}

const ofNoProperty: readonly Answer['kind'][] = ['no deadlock', 'no failure', 'nobody stuck']

function isOf({ kind, property }: Violation, answer: Answer): boolean {
  if (kind === 'deadlock') return answer.kind === 'no deadlock'
  if (kind === 'failure') return answer.kind === 'no failure'
  if (kind === 'answers' || kind === 'waiting') return answer.kind === kind
  if (kind === 'stuck') return answer.kind === 'nobody stuck'
  return answer.name === property && !ofNoProperty.includes(answer.kind)
}

function warningsOf(
  verdict: VerdictKind,
  { looked, notReplayed, answers, ownersEnded = [], neverBegun = [] }: Known,
  problems: readonly string[],
): readonly WarningOf[] {
  const unexplained: readonly WarningOf[] = [
    ...(notReplayed === undefined ? [] : [{ kind: 'not replayed', what: notReplayed } as const]),
    ...problems.map((why) => ({ kind: 'not explained', why }) as const),
  ]
  if (looked === undefined) return unexplained
  const { compiled, search, growth } = looked
  const { coverage } = search.result
  const seen = [coverage, search.mayHappen].filter((one) => one !== undefined)
  const isWhole = search.result.status === 'complete'
  const isAllKnown = compiled.isClosed || (verdict === 'verified' && search.kind === 'none')
  return [
    ...(verdict === 'verified' ? vacuityWarnings(compiled, coverage, search.mayHappen) : []),
    ...(verdict === 'verified' ? blindSpots(compiled, seen, answers) : []),
    ...(verdict === 'verified' ? endlessSpins(compiled, seen) : []),
    ...(verdict === 'verified' ? ofWeakMemory(compiled) : []),
    ...ownersEnded.map((one) => ({ kind: 'ended as owner', ...one }) as const),
    ...(isWhole ? unperformedActions(compiled, seen) : []),
    ...(isWhole ? callsNeverMade(compiled, seen) : []),
    ...neverBegun.map((property) => ({ kind: 'never begun', property }) as const),
    ...(verdict === 'incomplete' ? growth.warnings : []),
    ...deadAnswers(compiled),
    ...unexplained,
    ...(isAllKnown ? loopsWithoutRounds(compiled) : []),
  ]
}

/** What C++20 says and hardware may not do. */
function onHardware(compiled: Compiled): readonly DesignGround[] {
  const [pairs, cells] = [overtakable(compiled), mixedCells(compiled)]
  if (pairs.length === 0 && cells.length === 0) return [{ kind: 'carries over' }]
  return [
    ...(pairs.length === 0 ? [] : [{ kind: 'load buffering', pairs } as const]),
    ...(cells.length === 0 ? [] : [{ kind: 'mixed orders', cells } as const]),
  ]
}

/** A violation is real, whatever else there may be. */
function memoryGround(
  { objects }: Design,
  { memory = 'sc' }: CheckOptions,
  { molten }: Known,
  verdict: VerdictKind,
): readonly DesignGround[] {
  if (memory === 'sc' || verdict !== 'verified') return []
  const others = objects.filter(
    ({ isGhost, domain, madeBy }) => !isGhost && domain === undefined && madeBy !== undefined,
  )
  const named = others.length === 0 ? {} : { objects: others.map(({ name }) => name) }
  return [{ kind: 'memory', model: memory, ...(molten !== undefined && { molten }), ...named }]
}

/** What the verdict rests on beside the search. */
function designGrounds(
  compiled: Compiled,
  { search, fairness, liveness: isDecided }: CheckOptions,
): readonly DesignGround[] {
  const { ir } = compiled.program
  const { liveness } = compiled.design
  const atomic = ir.threads.flatMap(({ pending }, t) =>
    pending.flatMap((_, l) => {
      const { isAtomic, isMidStep, site } = compiled.arrival(t, l)
      return isAtomic && !isMidStep ? [site ?? 'an unknown place'] : []
    }),
  )
  const sites = [...new Set(atomic)].sort().map(siteOf)
  return [
    ...(compiled.overBudget === undefined ? [] : [{ kind: 'discovered values', of: compiled.overBudget } as const]),
    ...(sites.length === 0 ? [] : [{ kind: 'atomic blocks', sites } as const]),
    ...assumedOf(compiled.design),
    ...(search === 'depth first' ? [{ kind: 'depth first' } as const] : []),
    ...(liveness.length === 0 || isDecided === false ? [] : [fairnessGround(compiled.design, fairness)]),
  ]
}

/** What the objects take for granted, each once. */
function assumedOf({ objects }: Design): readonly DesignGround[] {
  const all = [...new Set(objects.flatMap(({ assumes = [] }) => assumes))]
  return all.map((what) => ({
    kind: 'assumed',
    objects: objects.filter(({ assumes }) => assumes?.includes(what)).map(({ name }) => name),
    what,
  }))
}

/** What alike threads have spared: states that stand for others, and families of which one was asked for all. */
function waitingAlike({ threads }: Design, { alike, answers, forms = 0 }: Known): readonly DesignGround[] {
  if (alike === undefined) return []
  const { families, compared } = alike
  const ofForms: readonly DesignGround[] = forms === 0 ? [] : [{ kind: 'runs of forms', compared, forms }]
  const left = answers.flatMap(({ liveness }) =>
    liveness === undefined ? [] : liveness.threads.filter((name) => !liveness.checked.includes(name)),
  )
  const named = families.map((family) => family.map((thread) => at(threads, thread, 'threads').name))
  const ofOne = named.filter((family) => family.some((name) => left.includes(name)))
  return [...ofForms, ...ofOne.map((family): DesignGround => ({ kind: 'waits alike', compared, threads: family }))]
}

function fairnessGround({ fairness, rests }: Design, threads = fairness.threads): DesignGround {
  return {
    kind: 'fairness',
    threads,
    except: fairness.except.map(threadIdName),
    actions: fairness.actions.map(({ label }) => label),
    rests: rests.filter(({ condition }) => condition === undefined).map(({ region }) => region.name),
  }
}

/** What was found is as expected; but with warnings that are not. */
function expectedOf(expectation: Expectation, isFound: boolean, isWarned: boolean): Verdict['expected'] {
  const without = isFound && isWarned ? ', without warnings' : ''
  return { verdict: `${expectedText(expectation)}${without}`, isAsExpected: isFound && !isWarned }
}

/** As a person reads it: `violated: mutual exclusion, 7 steps`. */
export function expectedText(expectation: Expectation): string {
  const steps =
    'steps' in expectation && expectation.steps !== undefined
      ? `, ${expectation.steps} ${expectation.steps === 1 ? 'step' : 'steps'}`
      : ''
  switch (expectation.verdict) {
    case 'verified':
      return 'verified'
    case 'deadlock':
      return `deadlock${steps}`
    case 'stuck':
      return `${expectation.thread} is stuck${steps}`
    case 'violated':
      return `violated: ${expectation.property}${steps}${lassoText(expectation)}`
    case 'starves':
      return `${expectation.thread} starves${lassoText(expectation)}`
    case 'answers':
      return `${expectation.call} answers otherwise${steps}`
    case 'waits':
      return `${expectation.call} waits for ever${steps}`
    case 'failed':
      return `fails: ${expectation.message}${steps}`
  }
}

function lassoText({
  stem,
  cycle,
}: {
  readonly stem?: number | undefined
  readonly cycle?: number | undefined
}): string {
  const parts = [...(stem === undefined ? [] : [`stem ${stem}`]), ...(cycle === undefined ? [] : [`cycle ${cycle}`])]
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`
}

function isExpected(
  expectation: Expectation,
  verdict: VerdictKind,
  violation: Violation | undefined,
  answers: readonly Answer[],
): boolean {
  if (expectation.verdict === 'verified') return verdict === 'verified'
  if (verdict !== 'violated' || violation === undefined || !isAsLong(expectation, violation)) return false
  switch (expectation.verdict) {
    case 'deadlock':
      return isDeadlock(violation)
    case 'stuck':
      return isStuck(violation, expectation.thread)
    case 'starves':
      return starves(violation, expectation.thread, answers)
    case 'answers':
      return violation.kind === 'answers' && violation.calls?.includes(expectation.call) === true
    case 'waits':
      return violation.kind === 'waiting' && violation.calls?.includes(expectation.call) === true
    case 'violated':
      return violation.property === expectation.property
    case 'failed':
      return violation.kind === 'failure' && violation.message.includes(expectation.message)
  }
}

/** Where it says how many steps. */
function isAsLong(expected: Exclude<Expectation, { readonly verdict: 'verified' }>, violation: Violation): boolean {
  const { stem, cycle } = lengthsOf(violation)
  const lengths = [
    ['steps' in expected ? expected.steps : undefined, violation.trace?.steps.length],
    ['stem' in expected ? expected.stem : undefined, stem],
    ['cycle' in expected ? expected.cycle : undefined, cycle],
  ]
  return lengths.every(([wanted, seen]) => wanted === undefined || wanted === seen)
}

function loopsWithoutRounds(compiled: Compiled): readonly WarningOf[] {
  return compiled.loopsWithoutRounds().map((site) => ({ kind: 'loop without rounds', site: siteOf(site) }))
}
