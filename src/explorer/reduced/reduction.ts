import { at } from '../../errors/at.ts'
import type { Program } from '../../model/ir.ts'
import { type Search, type SearchOptions, startSearch } from '../search.ts'
import type { Coverage } from '../steps/coverage.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import type { StubbornChooser } from '../stubborn/sets/stubborn-chooser.ts'
import { type StubbornEvidence, stubbornSets } from '../stubborn/sets/stubborn-sets.ts'
import type { SymmetryReduction, SymmetryReport } from '../symmetry/reduction.ts'
import { startSettledSearch } from './settled-search.ts'
import { startFullAfterViolation } from './shortest.ts'
import { startSymmetricSearch } from './symmetric-search.ts'

/** Which interleavings a search may leave out: those that do not matter, those that differ in the names of alike threads, or both. */
export type ReductionKind = 'none' | 'stubborn' | 'symmetry' | 'all'

/** What was left out and on what grounds, a sentence each. */
export type ReducedSearch = Search & {
  grounds(): readonly string[]
  /** What was left out, as opposed to what was asked for: `none` where neither reduction could be had. */
  reduction(): ReductionKind
  /** What can have happened at most, where stubborn sets left something out. */
  mayHappen(): Coverage | undefined
}

export type HowToReduce = {
  /** Insists on the shortest run of a violation. */
  readonly isShortestAsked?: boolean
  /** Of the searches that take samples the one that may leave something out: the others promise more than that a violation can be found. */
  readonly isRandomWalk?: boolean
  /** Goes between the search and its stubborn sets; once for each beginning of the search. */
  readonly watch?: (chooser: StubbornChooser) => ThreadChooser
}

/** A search of the program with as much of the reduction as is sound there. */
export function startReducedSearch(
  program: Program,
  kind: ReductionKind,
  options: SearchOptions,
  { isShortestAsked = false, isRandomWalk = false, watch = (chooser) => chooser }: HowToReduce = {},
): ReducedSearch {
  if (kind === 'none') return unreduced(program, options)
  if (options.stopAtFirst === false) return unreduced(program, options, 'every violating state is counted')
  if (isRandomWalk)
    return kind === 'symmetry'
      ? unreduced(program, options, 'a run has no two alike states to tell apart')
      : startWalks(program, options, watch)
  if (typeof options.strategy === 'function') return unreduced(program, options, 'the search takes samples')
  const reduced =
    kind === 'stubborn' ? startStubborn(program, options, watch) : startSymmetric(program, kind, options, watch)
  return options.strategy === 'dfs' ? reduced : startFullAfterViolation(program, reduced, options, isShortestAsked)
}

type Watch = NonNullable<HowToReduce['watch']>

function unreduced(program: Program, options: SearchOptions, why?: string): ReducedSearch {
  const grounds = why === undefined ? [] : [`not reduced: ${why}`]
  return {
    ...bound(startSearch(program, options)),
    grounds: () => grounds,
    reduction: () => 'none',
    mayHappen: () => undefined,
  }
}

function bound(search: Search): Search {
  return {
    advance: () => search.advance(),
    interrupt: () => search.interrupt(),
    progress: () => search.progress(),
    result: () => search.result(),
  }
}

/** Random walks in which only threads of a stubborn set step. */
function startWalks(program: Program, options: SearchOptions, watch: Watch): ReducedSearch {
  const made = stubbornSets(program, { keepsLocalStates: true })
  if ('refused' in made) return unreduced(program, options, made.refused)
  const { chooser, evidence } = made
  if (evidence.mayMeetUnknown)
    return unreduced(program, options, 'what the search discovers is not known to stubborn sets')
  const search = startSearch(program, { ...options, chooser: watch(chooser) })
  return {
    ...bound(search),
    grounds: () => stubbornGrounds(evidence),
    reduction: () => 'stubborn',
    mayHappen: () => evidence.mayHappen,
  }
}

function startStubborn(program: Program, options: SearchOptions, watch: Watch): ReducedSearch {
  const search = startSettledSearch(program, { ...options, watch, stubborn: { keepsLocalStates: true } })
  const grounds = (): readonly string[] => {
    const { sets, refused, passes } = search.evidence()
    if (sets === undefined) return [`no stubborn sets: ${refused ?? 'the search ended before they were needed'}`]
    const isSettled = passes > 1 && search.result().status === 'complete'
    return [...stubbornGrounds(sets), ...(isSettled ? [`${passes} passes, the last of which met nothing new`] : [])]
  }
  return {
    ...bound(search),
    grounds,
    reduction: () => (search.evidence().sets === undefined ? 'none' : 'stubborn'),
    mayHappen: () => search.evidence().sets?.mayHappen,
  }
}

function startSymmetric(
  program: Program,
  kind: 'symmetry' | 'all',
  options: SearchOptions,
  watch: Watch,
): ReducedSearch {
  let sets: StubbornEvidence | undefined
  let without: readonly string[] = []
  const chooser = (symmetry: SymmetryReduction | undefined) => {
    const made = stubbornSets(program, { symmetry, keepsLocalStates: true })
    sets = undefined
    if ('refused' in made) without = [`no stubborn sets: ${made.refused}`]
    else if (made.evidence.mayMeetUnknown)
      without = ['no stubborn sets: what the search discovers is not known to them']
    else {
      sets = made.evidence
      return watch(made.chooser)
    }
    return undefined
  }
  const search = startSymmetricSearch(program, { ...options, ...(kind === 'all' ? { chooser } : {}) })
  const grounds = (): readonly string[] => [
    ...symmetryGrounds(program, search.report()),
    ...(sets === undefined ? without : stubbornGrounds(sets)),
  ]
  const reduction = (): ReductionKind => {
    if (search.report().status === 'none') return sets === undefined ? 'none' : 'stubborn'
    return sets === undefined ? 'symmetry' : 'all'
  }
  return { ...bound(search), grounds, reduction, mayHappen: () => sets?.mayHappen }
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
  const names = families.map((threads) => threads.map((thread) => at(ir.threads, thread, 'threads').name).join(', '))
  const alike = names.map((threads) =>
    status === 'proved'
      ? `symmetry, proved in ${compared} comparisons: ${threads} are alike`
      : `symmetry, ASSUMED since its proof did not end: ${threads} are alike (--reduction stubborn does without)`,
  )
  // one difference says why there is no symmetry; the others, why it is not larger
  return names.length === 0 ? differences.slice(0, 1).map((why) => `no symmetry: ${why}`) : [...alike, ...differences]
}
