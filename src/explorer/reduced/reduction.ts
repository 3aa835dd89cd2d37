import { at } from '../../errors/at.ts'
import type { Program } from '../../model/ir.ts'
import { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { SearchGround } from '../findings/search-ground.ts'
import type { SearchResult } from '../findings/search-result.ts'
import { type PlainSearchOptions, type SearchOptions, search } from '../search.ts'
import type { DesignChooser, ThreadChooser } from '../steps/generate.ts'
import type { StubbornChooser } from '../stubborn/sets/stubborn-chooser.ts'
import { type StubbornEvidence, stubbornSets } from '../stubborn/sets/stubborn-sets.ts'
import type { SymmetryReport } from '../symmetry/reduction.ts'
import { bothReductions } from './both-reductions.ts'
import type { Reduced, ReductionKind } from './reduced.ts'
import { type SettledEvidence, settledSearch } from './settled-search.ts'
import { shortestToo } from './shortest.ts'
import { symmetricSearch } from './symmetric-search.ts'

export type HowToReduce = {
  /** Insists on the shortest run of a violation. */
  readonly isShortestAsked?: boolean
  /** Of the searches that take samples the one that may leave something out: the others promise more than that a violation can be found. */
  readonly isRandomWalk?: boolean
  /** Whether a violation is searched for again in full, for its shortest run (default). */
  readonly searchesAgain?: boolean
  /** Whether symmetry is tried alone before there are stubborn sets. */
  readonly triesSymmetryAlone?: boolean
  /** Comparisons of the proof of symmetry, and evaluations of properties for images. */
  readonly proofBudget?: number
  /** Who can step at all, where the design says so: then nothing else may choose. */
  readonly ofDesign?: DesignChooser
  /** Goes between the search and its stubborn sets; once for each beginning of the search. */
  readonly watch?: (chooser: StubbornChooser) => ThreadChooser
}

type Watch = NonNullable<HowToReduce['watch']>
type Options = PlainSearchOptions & { readonly meter: Meter }
type Chosen = Options & Pick<SearchOptions, 'chooser'>

/** A search of the program with as much of the reduction as is sound there. */
export function* reducedSearch(
  program: Program,
  kind: ReductionKind,
  given: PlainSearchOptions,
  how: HowToReduce = {},
): Task<Reduced> {
  const { isShortestAsked = false, isRandomWalk = false, searchesAgain = true, watch = (chooser) => chooser } = how
  const options = { ...given, meter: given.meter ?? new Meter() }
  if (how.ofDesign !== undefined)
    return yield* unreduced(program, { ...options, chooser: how.ofDesign }, 'what is seen at rest is kept')
  if (kind === 'none') return yield* unreduced(program, options)
  if (options.stopAtFirst === false) return yield* unreduced(program, options, 'every violating state is counted')
  if (program.ir.threads.length === 1) return yield* unreduced(program, options, oneThread)
  if (isRandomWalk)
    return kind === 'symmetry'
      ? yield* unreduced(program, options, 'a run has no two alike states to tell apart')
      : yield* reducedWalks(program, options, watch)
  if (typeof options.strategy === 'function') return yield* unreduced(program, options, 'the search takes samples')
  const reduced =
    kind === 'stubborn' ? settled(program, options, watch) : symmetric(program, kind, options, { ...how, watch })
  if (options.strategy === 'dfs' || !searchesAgain) return yield* reduced
  return yield* shortestToo(program, reduced, { ...options, isShortestAsked })
}

const oneThread = 'one thread has no steps that another order would change'

function* unreduced(program: Program, options: Chosen, why?: string): Task<Reduced> {
  const grounds = why === undefined ? [] : [{ kind: 'not reduced', why } as const]
  return { result: yield* search(program, options), kind: 'none', grounds, mayHappen: undefined }
}

/** Random walks in which only threads of a stubborn set step. */
function* reducedWalks(program: Program, options: Options, watch: Watch): Task<Reduced> {
  const made = yield* stubbornSets(program, { keepsLocalStates: true, meter: options.meter })
  if ('refused' in made) return yield* unreduced(program, options, made.refused)
  const { chooser, evidence } = made
  if (evidence.mayMeetUnknown)
    return yield* unreduced(program, options, 'what the search discovers is not known to stubborn sets')
  const result = yield* search(program, { ...options, chooser: watch(chooser) })
  return { result, kind: 'stubborn', grounds: stubbornGrounds(evidence), mayHappen: evidence.mayHappen }
}

function* settled(program: Program, options: Options, watch: Watch): Task<Reduced> {
  const stubborn = { keepsLocalStates: true }
  const { result, evidence } = yield* settledSearch(program, { ...options, watch, stubborn })
  const { sets } = evidence
  const kind = sets === undefined ? 'none' : 'stubborn'
  return { result, kind, grounds: settledGrounds(result, evidence), mayHappen: sets?.mayHappen }
}

type HowAlike = Pick<HowToReduce, 'proofBudget' | 'triesSymmetryAlone'> & { readonly watch: Watch }

function* symmetric(
  program: Program,
  kind: 'symmetry' | 'all',
  options: Options,
  { watch, proofBudget, triesSymmetryAlone }: HowAlike,
): Task<Reduced> {
  const all = { ...options, proof: { budget: proofBudget } }
  if (kind === 'symmetry') {
    const { result, report } = yield* symmetricSearch(program, all)
    return { result, kind: left(report, undefined), grounds: symmetryGrounds(program, report), mayHappen: undefined }
  }
  const stubborn = { keepsLocalStates: true }
  const { result, report, evidence } = yield* bothReductions(program, { ...all, stubborn, watch, triesSymmetryAlone })
  const { sets } = evidence
  const grounds = [...symmetryGrounds(program, report), ...settledGrounds(result, evidence)]
  return { result, kind: left(report, sets), grounds, mayHappen: sets?.mayHappen }
}

function left({ status }: SymmetryReport, sets: StubbornEvidence | undefined): ReductionKind {
  if (status === 'none') return sets === undefined ? 'none' : 'stubborn'
  return sets === undefined ? 'symmetry' : 'all'
}

function stubbornGrounds({ openObjects, assumedConflicts, hasProviso }: StubbornEvidence): readonly SearchGround[] {
  const keep = ['deadlocks', ...(hasProviso ? ['failing operations', 'what properties say'] : [])]
  return [
    { kind: 'stubborn sets', keep },
    ...(openObjects.length === 0 ? [] : [{ kind: 'conflicting objects', objects: openObjects } as const]),
    ...(assumedConflicts === 0 ? [] : [{ kind: 'conflicting steps', pairs: assumedConflicts } as const]),
  ]
}

function settledGrounds({ status }: SearchResult, { sets, refused, passes }: SettledEvidence): readonly SearchGround[] {
  if (sets === undefined)
    return [{ kind: 'no stubborn sets', why: refused ?? 'the search ended before they were needed' }]
  const isSettled = passes > 1 && status === 'complete'
  return [...stubbornGrounds(sets), ...(isSettled ? [{ kind: 'settled', passes } as const] : [])]
}

function symmetryGrounds({ ir }: Program, report: SymmetryReport): readonly SearchGround[] {
  const { status, families, compared, differences } = report
  // one difference says why there is no symmetry; the others, why it is not larger
  if (families.length === 0) return differences.slice(0, 1).map((why) => ({ kind: 'no symmetry', why }))
  return [
    ...families.map((threads): SearchGround => {
      const names = threads.map((thread) => at(ir.threads, thread, 'threads').name)
      return { kind: 'symmetry', isProved: status === 'proved', compared, threads: names }
    }),
    ...differences.map((why): SearchGround => ({ kind: 'not alike', why })),
  ]
}
