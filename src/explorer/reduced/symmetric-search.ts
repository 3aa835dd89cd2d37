import type { Program } from '../../model/ir.ts'
import type { SearchResult } from '../findings/search-result.ts'
import { type Progress, type Search, type SearchOptions, startSearch } from '../search.ts'
import type { Difference } from '../steps/canoniser.ts'
import type { ThreadChooser } from '../steps/generate.ts'
import { NoRealStep, SymmetryRefused } from '../steps/refused.ts'
import type { CanonicalForm } from '../symmetry/canonical-form.ts'
import { type Proof, type ProofOptions, prove } from '../symmetry/proof.ts'
import { reportOf, SymmetryReduction, type SymmetryReport } from '../symmetry/reduction.ts'

export type SymmetricSearchOptions = Omit<SearchOptions, 'symmetry' | 'chooser'> & {
  /** A reduction to go with it. A function gets what has been proved; nothing if no threads are alike. */
  readonly chooser?:
    | ThreadChooser
    | ((symmetry: SymmetryReduction | undefined) => ThreadChooser | undefined)
    | undefined
  readonly proof?: Omit<ProofOptions, 'swaps'> | undefined
  /** Images of one value or local state; where there are more, families are cut in two. */
  readonly limitOrbit?: number | undefined
}

export type SymmetricSearch = Search & {
  /** Final once `advance` has answered false. */
  report(): SymmetryReport
  /** Of its states; undefined where no threads are taken for one another. Final as above. */
  form(): CanonicalForm | undefined
}

/**
 * A search that takes alike threads for one another as far as it can prove that they are. A search that turns out to rest on a symmetry that is
 * none is done again with the swaps that are left, at last without any.
 */
export function startSymmetricSearch(program: Program, options: SymmetricSearchOptions = {}): SymmetricSearch {
  return new ProvingSearch(program, options)
}

const NOTHING_PROVED: Proof = { swaps: [], differences: [], compared: 0, isOverBudget: false }
const NOTHING_DONE: Progress = { phase: 'search', states: 0, edges: 0, depth: 0, waiting: 0, storedBytes: 0 }

class ProvingSearch implements SymmetricSearch {
  readonly #program: Program
  readonly #options: SymmetricSearchOptions
  readonly #differences: Difference[] = []
  #swaps: readonly number[]
  #proof: Proof = NOTHING_PROVED
  /** At work: before the search where all is closed, after it where it discovers. */
  #proving: Generator<undefined, Proof> | undefined
  #reduction: SymmetryReduction | undefined
  #search: Search | undefined
  /** Met before the proof, which then tells whose fault it is. */
  #noRealStep: NoRealStep | undefined
  #provedOutcomes = 0
  #isInterrupted = false

  constructor(program: Program, options: SymmetricSearchOptions) {
    this.#program = program
    this.#options = options
    this.#swaps = [...(program.symmetry?.swaps.keys() ?? [])]
    if (program.symmetry === undefined || program.symmetry.isOpen) this.#start()
    else this.#prove()
  }

  advance(): boolean {
    if (this.#proving !== undefined) return this.#advanceProof(this.#proving)
    const isMore = this.#advanceSearch()
    if (isMore || this.#search === undefined) return true
    if (this.#reduction === undefined || this.#isInterrupted || this.#isProved()) return false
    this.#prove()
    return true
  }

  interrupt(): void {
    this.#isInterrupted = true
    this.#search?.interrupt()
  }

  progress(): Progress {
    return this.#search?.progress() ?? NOTHING_DONE
  }

  /** A search that found nothing says nothing of the design while its threads are only assumed to be alike. */
  result(): SearchResult {
    if (this.#search === undefined) this.#start()
    const result = (this.#search as Search).result() // started just now
    if (result.status !== 'complete' || this.#reduction === undefined) return result
    if (this.report().status === 'proved' && this.#isProved()) return result
    const isOverBudget = this.#proof.isOverBudget || this.#reduction?.isOverBudget === true
    return { ...result, status: 'incomplete', limit: isOverBudget ? 'proof' : 'interrupt' }
  }

  report(): SymmetryReport {
    return reportOf(this.#proof, this.#reduction, this.#differences, this.#proof === NOTHING_PROVED)
  }

  form(): CanonicalForm | undefined {
    return this.#reduction?.form
  }

  /** Whether a proof has seen the tables as they are now. */
  #isProved(): boolean {
    return this.#proof !== NOTHING_PROVED && this.#provedOutcomes === this.#program.ir.outcomes.length
  }

  #prove(): void {
    const symmetry = this.#program.symmetry as NonNullable<Program['symmetry']> // called where there is one
    this.#proving = prove(this.#program, symmetry, { ...this.#options.proof, swaps: this.#swaps })
  }

  /** A proof after the search that refuses something makes the search worthless. */
  #advanceProof(proving: Generator<undefined, Proof>): boolean {
    const next = proving.next()
    if (next.done !== true) return true
    this.#proving = undefined
    this.#proof = next.value
    this.#provedOutcomes = this.#program.ir.outcomes.length
    this.#differences.push(...next.value.differences)
    const isUseless = next.value.differences.length > 0
    this.#swaps = next.value.swaps
    if (this.#search !== undefined && !isUseless && this.#noRealStep === undefined) return false
    if (!isUseless && this.#noRealStep !== undefined) throw this.#noRealStep
    if (isUseless && this.#program.symmetry?.isOpen === true) this.#proof = NOTHING_PROVED
    this.#start()
    return true
  }

  #start(): void {
    const { proof, limitOrbit, chooser, ...options } = this.#options
    const reduction =
      this.#swaps.length === 0
        ? undefined
        : new SymmetryReduction(this.#program, this.#swaps, { budget: proof?.budget, orbit: limitOrbit })
    this.#reduction = reduction
    this.#noRealStep = undefined
    this.#search = startSearch(reduction?.program ?? this.#program, {
      ...options,
      symmetry: reduction,
      chooser: typeof chooser === 'function' ? chooser(reduction) : chooser,
    })
    if (this.#isInterrupted) this.#search.interrupt()
  }

  /** One slice; a search that meets a difference starts anew without the swap. */
  #advanceSearch(): boolean {
    let difference: Difference | undefined
    let isMore = true
    try {
      isMore = this.#search?.advance() ?? false
      difference = this.#reduction?.difference
    } catch (error) {
      if (error instanceof NoRealStep && this.#program.symmetry?.isOpen === true) {
        this.#noRealStep = error
        this.#prove()
        return true
      }
      if (!(error instanceof SymmetryRefused)) throw error
      difference = error.difference
    }
    if (difference === undefined) return isMore
    this.#differences.push(difference)
    this.#swaps = this.#swaps.filter((swap) => swap !== difference.swap)
    this.#start()
    return true
  }
}
