import { InternalError } from '../../errors/internal-error.ts'
import type { Program } from '../../model/ir.ts'
import { Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Limit, SearchResult } from '../findings/search-result.ts'
import { type SearchOptions, search } from '../search.ts'
import type { Difference } from '../steps/canoniser.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import { SymmetryRefused } from '../steps/refused.ts'
import type { CanonicalForm } from '../symmetry/canonical-form.ts'
import { type Proof, type ProofOptions, prove } from '../symmetry/proof.ts'
import { reportOf, SymmetryReduction, type SymmetryReport } from '../symmetry/reduction.ts'

export type SymmetricSearchOptions = Omit<SearchOptions, 'symmetry' | 'chooser'> & {
  /** A reduction to go with it, made for what has been proved; `symmetry` is undefined if no threads are alike. Once for each search. */
  readonly chooser?: ((symmetry: SymmetryReduction | undefined) => Task<ThreadChooser | undefined>) | undefined
  readonly proof?: Omit<ProofOptions, 'swaps' | 'meter'> | undefined
  /** Images of one value or local state; where there are more, families are cut in two. */
  readonly limitOrbit?: number | undefined
}

export type SymmetricResult = {
  readonly result: SearchResult
  readonly report: SymmetryReport
  /** Of its states; undefined where no threads are taken for one another. */
  readonly form: CanonicalForm | undefined
}

/** A proof, and how many outcomes the tables had when it was made. */
type Proved = Proof & { readonly outcomes: number }

/**
 * A search that takes alike threads for one another as far as it can prove that they are: before the search where all is closed, after it where it
 * discovers. One that turns out to rest on a symmetry that is none is done again with the swaps that are left, at last without any.
 */
export function* symmetricSearch(program: Program, options: SymmetricSearchOptions = {}): Task<SymmetricResult> {
  const all = { ...options, meter: options.meter ?? new Meter() }
  const isOpen = program.symmetry?.isOpen === true
  const differences: Difference[] = []
  let swaps: readonly number[] = [...(program.symmetry?.swaps.keys() ?? [])]
  let proof: Proved | undefined
  if (program.symmetry !== undefined && !isOpen) {
    proof = yield* proved(program, swaps, all)
    differences.push(...proof.differences)
    swaps = proof.swaps
  }
  for (;;) {
    const tried = yield* searchWith(program, swaps, all)
    const { reduction, result, refused } = tried
    if (refused !== undefined) {
      differences.push(refused)
      swaps = swaps.filter((swap) => swap !== refused.swap)
      continue
    }
    const isProved = reduction === undefined || isUpToDate(proof, program)
    const after = isProved ? undefined : yield* orStopped(proved(program, swaps, all))
    if (tried.impossible !== undefined && !(after instanceof Stopped) && (after ?? proof)?.isOverBudget === true) {
      differences.push(...swaps.map((swap) => ({ swap, text: notAssumable })))
      swaps = []
      continue
    }
    if (after instanceof Stopped || after === undefined) {
      if (result === undefined) throw after ?? tried.impossible
      const report = reportOf(proof, reduction, differences)
      const limit = after?.by ?? (report.status === 'assumed' ? 'proof' : undefined)
      return { result: unlessUnproved(result, limit), report, form: reduction?.form }
    }
    // what is proved now is what the tables say at last; a search that rested on anything else is worthless
    differences.push(...after.differences)
    swaps = after.swaps
    proof = isOpen && after.differences.length > 0 ? undefined : after
    if (after.differences.length > 0) continue
    if (result === undefined) throw tried.impossible
    const report = reportOf(proof, reduction, differences)
    const limit = report.status === 'assumed' ? 'proof' : undefined
    return { result: unlessUnproved(result, limit), report, form: reduction?.form }
  }
}

/** Of a symmetry whose proof was over its budget. */
const notAssumable = 'What was taken for alike without a proof led to what the design cannot do.'

function* proved(
  program: Program,
  swaps: readonly number[],
  { proof, meter }: SymmetricSearchOptions & { readonly meter: Meter },
): Task<Proved> {
  const symmetry = program.symmetry as NonNullable<Program['symmetry']> // called where there is one
  return { ...(yield* prove(program, symmetry, { ...proof, swaps, meter })), outcomes: program.ir.outcomes.length }
}

/** Whether a proof has seen the tables as they are now. */
function isUpToDate(proof: Proved | undefined, { ir }: Program): boolean {
  return proof?.outcomes === ir.outcomes.length
}

type Tried = {
  readonly reduction: SymmetryReduction | undefined
  readonly result?: SearchResult
  /** Why it must be done again. */
  readonly refused?: Difference
  /** Met while nothing was proved it tells that they are not alike; else it is a bug. */
  readonly impossible?: InternalError
}

function* searchWith(program: Program, swaps: readonly number[], all: SymmetricSearchOptions): Task<Tried> {
  const { proof, limitOrbit, chooser, ...options } = all
  const reduction =
    swaps.length === 0 ? undefined : new SymmetryReduction(program, swaps, { budget: proof?.budget, orbit: limitOrbit })
  try {
    const symmetry = { symmetry: reduction, chooser: yield* chooser?.(reduction) ?? nothing() }
    return { reduction, result: yield* search(reduction?.program ?? program, { ...options, ...symmetry }) }
  } catch (error) {
    if (error instanceof SymmetryRefused) return { reduction, refused: error.difference }
    if (error instanceof InternalError && reduction !== undefined) return { reduction, impossible: error }
    throw error
  }
}

function* nothing(): Task<undefined> {}

/** A search that found nothing says nothing of the design while its threads are only assumed to be alike. */
function unlessUnproved(result: SearchResult, limit: Limit | undefined): SearchResult {
  return limit === undefined || result.status !== 'complete' ? result : { ...result, status: 'incomplete', limit }
}
