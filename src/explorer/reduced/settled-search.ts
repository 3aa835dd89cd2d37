/**
 * A reduced search of tables that grow while they are searched. What they do not say yet (where an answer leads) is taken for the end of its
 * thread, so the sets chosen in one pass are right for that system; with the proviso they preserve every local state of every thread, hence
 * whether one of these ends can be reached. A pass that met nothing new has shown that none can, and speaks for the true system; any other
 * is repeated with what was learnt. A violation is real in any pass. A short search of all interleavings comes first: most is met early.
 */
import type { Program } from '../../model/ir.ts'
import { Meter, orStopped, type Stop, Stopped } from '../../tasks/meter.ts'
import { Outlook } from '../../tasks/outlook.ts'
import type { Task } from '../../tasks/task.ts'
import type { SearchResult } from '../findings/search-result.ts'
import { type SearchOptions, search } from '../search.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import { knownEntries } from '../steps/known.ts'
import type { StubbornChooser } from '../stubborn/sets/stubborn-chooser.ts'
import { type StubbornEvidence, type StubbornOptions, stubbornSets } from '../stubborn/sets/stubborn-sets.ts'

export type SettledOptions = SearchOptions & {
  readonly stubborn?: Omit<StubbornOptions, 'meter'> | undefined
  /** States of the unreduced beginning, if the tables may grow. */
  readonly unreducedStates?: number | undefined
  /** Whether symmetry, where there is one, is tried alone first: what sets are made of costs more than many a search. */
  readonly triesSymmetryAlone?: boolean | undefined
  /** Goes between each pass and its sets. */
  readonly watch?: ((chooser: StubbornChooser) => ThreadChooser) | undefined
}

/** How the reduction went in the search whose result is reported, the last one. */
export type SettledEvidence = {
  /** Reduced passes up to it; 0: the search ended before any, or the reduction was refused. */
  readonly passes: number
  readonly sets?: StubbornEvidence
  readonly refused?: string
}

export type SettledResult = { readonly result: SearchResult; readonly evidence: SettledEvidence }

const UNREDUCED_STATES = 4_096
/** Of a try of symmetry alone, however little was done before it. */
const LEAST_WORK_OF_TRY = 1 << 16

/** Like `search`, with stubborn sets; `complete` only where a pass met nothing new. */
export function* settledSearch(program: Program, given: SettledOptions = {}): Task<SettledResult> {
  const options = { ...given, meter: given.meter ?? new Meter() }
  const { unreducedStates = UNREDUCED_STATES, triesSymmetryAlone = false, meter, watch } = options
  const newSets = () => stubbornSets(program, { ...options.stubborn, meter })
  const isTried = triesSymmetryAlone && options.symmetry !== undefined
  if (isTried) {
    const result = yield* symmetryAlone(program, options)
    if (result !== undefined) return { result, evidence: { passes: 0 } }
  }
  let sets = yield* newSets()
  const mayGrow = !('refused' in sets) && sets.evidence.mayMeetUnknown
  if (mayGrow && !isTried && unreducedStates > 0) {
    const { result, isOver } = yield* beginning(program, unreducedStates, options)
    if (isOver) return { result, evidence: { passes: 0 } }
    const first = yield* orStopped(newSets())
    if (first instanceof Stopped) return { result: cut(result, first.by), evidence: { passes: 0 } }
    sets = first
  }
  for (let passes = 1; ; passes++) {
    if ('refused' in sets)
      return { result: yield* search(program, options), evidence: { passes: 0, refused: sets.refused } }
    const known = knownEntries(program.ir)
    const chooser = watch?.(sets.chooser) ?? sets.chooser
    const found = yield* search(program, { ...options, chooser })
    const result = mayGrow ? notShortest(found) : found
    const evidence = { passes, sets: sets.evidence }
    const settles = options.stubborn?.rules?.settles ?? true
    const isSettled = !settles || knownEntries(program.ir) === known
    if (result.limit !== undefined || isSettled || isFinal(result, options)) return { result, evidence }
    const next = yield* orStopped(newSets())
    if (next instanceof Stopped) return { result: cut(result, next.by), evidence }
    sets = next
  }
}

/** To its end, unless it takes more work than what was done before it; twice that where it seems to be nearly over. Looks at the end of each turn. */
function* symmetryAlone(
  program: Program,
  options: SearchOptions & { readonly meter: Meter },
): Task<SearchResult | undefined> {
  const { meter } = options
  const before = meter.spent
  const most = Math.max(LEAST_WORK_OF_TRY, before)
  const itself = { spent: 0, progress: meter.progress }
  const outlook = new Outlook(itself)
  const task = search(program, options)
  for (;;) {
    const slice = task.next()
    if (slice.done === true) return slice.value
    if (meter.isTurnOver) {
      Object.assign(itself, { spent: meter.spent - before, progress: meter.progress })
      outlook.look()
      if (itself.spent > most && !(outlook.isNear && itself.spent < 2 * most)) return undefined
    }
    yield
  }
}

/** A search without sets, which may be all that is needed. */
function* beginning(
  program: Program,
  most: number,
  options: SearchOptions,
): Task<{ readonly result: SearchResult; readonly isOver: boolean }> {
  const { limitStates = Number.POSITIVE_INFINITY } = options
  const result = yield* search(program, { ...options, limitStates: Math.min(limitStates, most) })
  return { result, isOver: result.limit !== 'states' || most >= limitStates || isFinal(result, options) }
}

/** A violation is real in any pass. */
function isFinal({ status }: SearchResult, { stopAtFirst }: SearchOptions): boolean {
  return status === 'violated' && stopAtFirst !== false
}

/** What was found in a pass of some system or other. */
function notShortest(result: SearchResult): SearchResult {
  const { counterexample } = result
  return counterexample === undefined ? result : { ...result, counterexample: { ...counterexample, isShortest: false } }
}

/** A search that has come to its own end or limit and does not speak for the true system. */
function cut(result: SearchResult, limit: Stop): SearchResult {
  return { ...result, status: result.violation === undefined ? 'incomplete' : 'violated', limit }
}
