import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import { Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Limit, SearchResult } from '../findings/search-result.ts'
import { type PlainSearchOptions, type SearchOptions, search } from '../search.ts'
import type { Difference } from '../steps/canoniser.ts'
import { knownEntries, knownInAll } from '../steps/known.ts'
import { SymmetryRefused } from '../steps/refused.ts'
import type { CanonicalForm } from '../symmetry/canonical-form.ts'
import { type Proof, type ProofOptions, prove } from '../symmetry/proof.ts'
import { reportOf, SymmetryReduction, type SymmetryReport } from '../symmetry/reduction.ts'
import { type OpenRules, soundOpenRules } from './open-rules.ts'

/** A search with what is left of the symmetry, which is undefined if no threads are taken for one another. */
export type SearchWith = (
  program: Program,
  options: SearchOptions & { readonly meter: Meter },
  symmetry: SymmetryReduction | undefined,
) => Task<SearchResult>

export type SymmetricSearchOptions = PlainSearchOptions & {
  /** For another reduction to go with it. */
  readonly search?: SearchWith | undefined
  /** Whether what the last search left out rests on how much was known of where threads go. */
  readonly restsOnKnown?: (() => boolean) | undefined
  readonly proof?: Omit<ProofOptions, 'swaps' | 'meter'> | undefined
  /** Images of one value or local state; where there are more, families are cut in two. */
  readonly limitOrbit?: number | undefined
  /** Tests leave out what makes it sound where tables are open. */
  readonly rules?: Partial<OpenRules> | undefined
}

export type SymmetricResult = {
  readonly result: SearchResult
  readonly report: SymmetryReport
  /** Of its states; undefined where no threads are taken for one another. */
  readonly form: CanonicalForm | undefined
}

type Options = SymmetricSearchOptions & { readonly meter: Meter; readonly rules: OpenRules }

/** A proof, and how much the tables said when it had been made. */
type Proved = Proof & { readonly known: number }

/**
 * A search that takes alike threads for one another as far as it can prove that they are: before the search where all
 * is closed, after it where it discovers. One that turns out to rest on a symmetry that is none is done again with the
 * swaps that are left, at last without any; one that left out steps of tables to which the proof has added, with what
 * it added.
 */
export function* symmetricSearch(program: Program, given: SymmetricSearchOptions = {}): Task<SymmetricResult> {
  const options = { ...given, meter: given.meter ?? new Meter(), rules: { ...soundOpenRules, ...given.rules } }
  const isOpen = program.symmetry?.isOpen === true
  const differences: Difference[] = []
  let swaps: readonly number[] = [...(program.symmetry?.swaps.keys() ?? [])]
  let proof: Proved | undefined
  if (program.symmetry !== undefined && (!isOpen || !options.rules.provesLast)) {
    proof = yield* proved(program, swaps, options)
    differences.push(...proof.differences)
    swaps = proof.swaps
  }
  for (;;) {
    const tried = yield* searchWith(program, swaps, options)
    const { reduction, result, refused } = tried
    if (refused !== undefined) {
      differences.push(refused)
      swaps = swaps.filter((swap) => swap !== refused.swap)
      continue
    }
    const known = knownEntries(program.ir)
    const isProved = reduction === undefined || isUpToDate(proof, program, options.rules)
    const after = isProved ? undefined : yield* orStopped(proved(program, swaps, options))
    if (tried.impossible !== undefined && !(after instanceof Stopped) && (after ?? proof)?.isOverBudget === true) {
      differences.push(...swaps.map((swap) => ({ swap, text: notAssumable })))
      swaps = []
      continue
    }
    if (after !== undefined && !(after instanceof Stopped)) {
      // what is proved now is what the tables say at last; a search that rested on anything else is worthless
      differences.push(...after.differences)
      swaps = after.swaps
      proof = isOpen && after.differences.length > 0 ? undefined : after
      if (after.differences.length > 0 || isOutdated(result, known, program, after, options)) continue
    }
    if (result === undefined) throw after instanceof Stopped ? after : tried.impossible
    const report = reportOf(proof, reduction, differences)
    const limit = after instanceof Stopped ? after.by : report.status === 'assumed' ? 'proof' : undefined
    return { result: unlessUnproved(result, limit), report, form: reduction?.form }
  }
}

/** Of a symmetry whose proof was over its budget. */
const notAssumable = 'What was taken for alike without a proof led to what the design cannot do.'

function* proved(program: Program, swaps: readonly number[], { proof, meter }: Options): Task<Proved> {
  const symmetry = program.symmetry as NonNullable<Program['symmetry']> // called where there is one
  return { ...(yield* prove(program, symmetry, { ...proof, swaps, meter })), known: knownInAll(program.ir) }
}

/** Whether a proof has seen the tables as they are now. */
function isUpToDate(proof: Proved | undefined, { ir, symmetry }: Program, { proves, provesLast }: OpenRules): boolean {
  if (symmetry?.isOpen === true && !proves) return true
  return proof !== undefined && (!provesLast || proof.known === knownInAll(ir))
}

/** Whether what a search left out rests on less than the proof after it came to know. */
function isOutdated(
  result: SearchResult | undefined,
  known: number,
  { ir }: Program,
  proof: Proved,
  of: Options,
): boolean {
  if (of.restsOnKnown?.() !== true || known === knownEntries(ir)) return false
  const isReal = result?.status === 'violated' && of.stopAtFirst !== false // in tables that say less, too
  return !isReal && !proof.isOverBudget && result?.limit === undefined
}

type Tried = {
  readonly reduction: SymmetryReduction | undefined
  readonly result?: SearchResult
  /** Why it must be done again. */
  readonly refused?: Difference
  /** Met while nothing was proved it tells that they are not alike; else it is a bug. */
  readonly impossible?: InternalError
}

function* searchWith(program: Program, swaps: readonly number[], all: Options): Task<Tried> {
  const { proof, limitOrbit, rules: _, restsOnKnown: __, search: searched = search, ...options } = all
  const reduction =
    swaps.length === 0 ? undefined : new SymmetryReduction(program, swaps, { budget: proof?.budget, orbit: limitOrbit })
  try {
    const found = searched(reduction?.program ?? program, { ...options, symmetry: reduction }, reduction)
    return { reduction, result: yield* found }
  } catch (error) {
    if (error instanceof SymmetryRefused) return { reduction, refused: error.difference }
    if (error instanceof InternalError && reduction !== undefined) return { reduction, impossible: error }
    throw error
  }
}

/** A search that found nothing says nothing of the design while its threads are only assumed to be alike. */
function unlessUnproved(result: SearchResult, limit: Limit | undefined): SearchResult {
  return limit === undefined || result.status !== 'complete' ? result : { ...result, status: 'incomplete', limit }
}
