import type { ThreadChooser } from '../explorer/generate.ts'
import { type Search, type SearchOptions, startSearch } from '../explorer/search.ts'
import { startSettledSearch } from '../explorer/stubborn/settled-search.ts'
import type { StubbornChooser } from '../explorer/stubborn/stubborn-chooser.ts'
import { type StubbornEvidence, stubbornSets } from '../explorer/stubborn/stubborn-sets.ts'
import type { SymmetryReport } from '../explorer/symmetry/reduction.ts'
import { startSymmetricSearch } from '../explorer/symmetry/symmetric-search.ts'
import type { Program } from '../model/ir.ts'
import { startFullAfterViolation } from './shortest.ts'

/** Which interleavings a search may leave out: those that do not matter, those that differ in the names of alike threads, or both. */
export type ReductionKind = 'none' | 'stubborn' | 'symmetry' | 'all'

/** What was left out and on what grounds, a sentence each. */
export type ReducedSearch = Search & {
  grounds(): readonly string[]
  /** Whether its states and edges are those of a reduced search. */
  isReduced(): boolean
}

export type HowToReduce = {
  /** Insists on the shortest run of a violation. */
  readonly isShortestAsked?: boolean
  /** Goes between the search and its stubborn sets; once for each beginning of the search. */
  readonly watch?: (chooser: StubbornChooser) => ThreadChooser
}

/** A search of the program with as much of the reduction as is sound there. */
export function startReducedSearch(
  program: Program,
  kind: ReductionKind,
  options: SearchOptions,
  { isShortestAsked = false, watch = (chooser) => chooser }: HowToReduce = {},
): ReducedSearch {
  const isSystematic = options.strategy === 'bfs' || options.strategy === 'dfs' || options.strategy === undefined
  if (kind === 'none') return withGrounds(startSearch(program, options), () => [], false)
  if (!isSystematic || options.stopAtFirst === false) {
    const why = isSystematic ? 'every violating state is counted' : 'the search takes samples'
    return withGrounds(startSearch(program, options), () => [`not reduced: ${why}`], false)
  }
  const reduced =
    kind === 'stubborn' ? startStubborn(program, options, watch) : startSymmetric(program, kind, options, watch)
  return options.strategy === 'dfs' ? reduced : startFullAfterViolation(program, reduced, options, isShortestAsked)
}

type Watch = NonNullable<HowToReduce['watch']>

function withGrounds(search: Search, grounds: () => readonly string[], isReduced = true): ReducedSearch {
  return {
    isReduced: () => isReduced,
    advance: () => search.advance(),
    interrupt: () => search.interrupt(),
    progress: () => search.progress(),
    result: () => search.result(),
    grounds,
  }
}

function startStubborn(program: Program, options: SearchOptions, watch: Watch): ReducedSearch {
  const search = startSettledSearch(program, { ...options, watch, stubborn: { keepsLocalStates: true } })
  return withGrounds(search, () => {
    const { sets, refused, passes } = search.evidence()
    if (sets === undefined) return [`no stubborn sets: ${refused ?? 'the search ended before they were needed'}`]
    const isSettled = passes > 1 && search.result().status === 'complete'
    return [...stubbornGrounds(sets), ...(isSettled ? [`${passes} passes, the last of which met nothing new`] : [])]
  })
}

function startSymmetric(
  program: Program,
  kind: 'symmetry' | 'all',
  options: SearchOptions,
  watch: Watch,
): ReducedSearch {
  let sets: readonly string[] = []
  const chooser = (alike: readonly Int32Array[]) => {
    const made = stubbornSets(program, { alike, keepsLocalStates: true })
    if ('refused' in made) sets = [`no stubborn sets: ${made.refused}`]
    else if (made.evidence.mayMeetUnknown) sets = ['no stubborn sets: what the search discovers is not known to them']
    else {
      sets = stubbornGrounds(made.evidence)
      return watch(made.chooser)
    }
    return undefined
  }
  const search = startSymmetricSearch(program, { ...options, ...(kind === 'all' ? { chooser } : {}) })
  return withGrounds(search, () => [...symmetryGrounds(program, search.report()), ...sets])
}

function stubbornGrounds({ openObjects, assumedConflicts, hasProviso }: StubbornEvidence): readonly string[] {
  const kept = hasProviso ? 'deadlocks, failing operations and what properties say' : 'deadlocks'
  return [
    `stubborn sets, which keep ${kept}`,
    ...(openObjects.length === 0 ? [] : [`any two accesses to ${openObjects.join(', ')} taken for conflicting`]),
    ...(assumedConflicts === 0 ? [] : [`${assumedConflicts} pairs of steps taken for conflicting, over budget`]),
  ]
}

function symmetryGrounds(
  { ir }: Program,
  { status, families, compared, differences }: SymmetryReport,
): readonly string[] {
  const names = families.map((threads) => threads.map((thread) => ir.threads[thread]?.name).join(', '))
  const alike = names.map((threads) =>
    status === 'proved'
      ? `symmetry, proved in ${compared} comparisons: ${threads} are alike`
      : `symmetry, ASSUMED since its proof was over budget: ${threads} are alike`,
  )
  // one difference says why there is no symmetry; the others, why it is not larger
  return names.length === 0 ? differences.slice(0, 1).map((why) => `no symmetry: ${why}`) : [...alike, ...differences]
}
