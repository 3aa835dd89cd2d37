/**
 * Symmetry reduction as a layer of a search: each successor is exchanged for the canonical form of its orbit before it is inserted, so one state
 * of each orbit is expanded (Ip, Dill: Better verification through symmetry, FMSD 9, 1996; Emerson, Sistla, ibid.). Depths stay what they
 * were, so shortest counterexamples stay shortest. What is closed is proved before the search; what the search discovers is proved at its
 * end. What is refused meanwhile or then makes the search worthless: it must be done again without the swaps that were refused.
 */
import type { Program, ThreadIndex } from '../../model/ir.ts'
import type { Layout, UnpackedState } from '../states/layout.ts'
import type { Canoniser, Difference, RealRun } from '../steps/canoniser.ts'
import { CanonicalForm } from './canonical-form.ts'
import { Differences } from './difference.ts'
import { Points } from './points.ts'
import { DEFAULT_BUDGET, type Proof } from './proof.ts'
import { realRun } from './real-run.ts'
import { SwapGroup } from './swap-group.ts'
import { Valuations } from './valuations.ts'

/** What a search did about alike threads, for its verdict. */
export type SymmetryReport = {
  /** `none`: not reduced; `assumed`: reduced, and the proof ended at its budget. */
  readonly status: 'none' | 'proved' | 'assumed'
  /** Threads that were taken for one another. */
  readonly families: readonly (readonly ThreadIndex[])[]
  /** Comparisons of a (thread, local state, value) with an image. */
  readonly compared: number
  /** Why threads that might be alike are not, one sentence for each two neighbours of a family. */
  readonly differences: readonly string[]
}

export type ReductionLimits = {
  /** Evaluations of properties, for comparing what they say of images. */
  readonly budget?: number | undefined
  /** Images of one value or local state; see points.ts. */
  readonly orbit?: number | undefined
}

export class SymmetryReduction implements Canoniser {
  /** To search with: its properties are evaluated on all images. */
  readonly program: Program
  readonly families: readonly (readonly ThreadIndex[])[]
  readonly form: CanonicalForm
  readonly group: SwapGroup
  readonly #points: Points
  readonly #valuations: Valuations
  readonly #words: Differences

  /** Expects at least one swap, and a program with a symmetry. */
  constructor(program: Program, swaps: readonly number[], { budget = DEFAULT_BUDGET, orbit }: ReductionLimits = {}) {
    const { ir, symmetry, unknowns } = program
    if (symmetry === undefined) throw new RangeError('expected a program with a symmetry')
    this.group = new SwapGroup(ir, symmetry, swaps)
    this.families = this.group.families.map(({ threads }) => threads)
    this.#points = new Points(this.group, symmetry.swaps.length, orbit)
    this.form = new CanonicalForm(this.group, this.#points)
    this.#valuations = new Valuations(program, this.group, budget)
    this.#words = new Differences(program)
    const evaluate: typeof unknowns.evaluate = (property, valuation) => this.#valuations.evaluate(property, valuation)
    const { run, extend } = unknowns
    this.program = { ...program, unknowns: { run: run.bind(unknowns), extend: extend.bind(unknowns), evaluate } }
  }

  /** Why the search must be done again, once something is refused. */
  get difference(): Difference | undefined {
    return this.#valuations.difference ?? this.#missing()
  }

  get isOverBudget(): boolean {
    return this.#valuations.isOverBudget
  }

  prepare(layout: Layout): void {
    this.form.prepare(layout)
  }

  /** Puts states in their canonical forms. False: an id has no room in its slot, or there is a `difference`. */
  applyAll(states: Int32Array, from: number, to: number): boolean {
    return this.form.applyAll(states, from, to)
  }

  get storedBytes(): number {
    return this.form.storedBytes
  }

  realRun(forms: readonly UnpackedState[]): RealRun {
    return realRun(this.program, this.form, forms)
  }

  #missing(): Difference | undefined {
    const { missing, tooMany } = this.#points
    if (tooMany !== undefined) return this.#words.tooMany(middleSwap(this.group), tooMany)
    if (missing === undefined) return undefined
    const { swap, component, id } = missing
    const thread = component - (this.group.components - this.group.threads)
    if (thread < 0) return this.#words.noValue(swap, component)
    return this.#words.noLocal(swap, thread, id, this.group.threadImage(swap, thread))
  }
}

/** Without it the largest family is two families of half its size. */
function middleSwap({ families }: SwapGroup): number {
  const largest = families.reduce((most, family) => (family.swaps.length > most.swaps.length ? family : most))
  return largest.swaps[largest.swaps.length >> 1] as number // a family has swaps
}

/** What a proof and the searches after it came to. */
export function reportOf(
  proof: Proof | undefined,
  reduction: SymmetryReduction | undefined,
  differences: readonly Difference[],
): SymmetryReport {
  const isAssumed = proof === undefined || proof.isOverBudget || reduction?.isOverBudget === true
  return {
    status: reduction === undefined ? 'none' : isAssumed ? 'assumed' : 'proved',
    families: reduction?.families ?? [],
    compared: proof?.compared ?? 0,
    differences: differences.map(({ text }) => text),
  }
}
