import type { Program } from '../../model/ir.ts'
import { createLayout, type Layout } from '../states/layout.ts'
import type { ActionsOf } from './by.ts'
import type { Canoniser } from './canoniser.ts'
import type { Coverage } from './coverage.ts'
import { type Expand, type Expansion, generateExpand, type ThreadChooser } from './generate.ts'
import { SymmetryRefused } from './refused.ts'
import { StepTrees } from './step-tree.ts'

export type StepperOptions = {
  readonly program: Program
  readonly coverage: Coverage
  /** Marks every successor, not only those by visible or failing steps. */
  readonly marksAll: boolean
  readonly recordsThreads: boolean
  /** What else is recorded of steps: then each has a word, else a byte. */
  readonly actionsOf?: ActionsOf | undefined
  readonly chooser?: ThreadChooser | undefined
  /** Puts successors in canonical forms. */
  readonly symmetry?: Canoniser | undefined
  /** Words of the batch at first. */
  readonly batchWords?: number | undefined
}

/**
 * Successors of a batch are inserted in two loops; it should stay in the second level cache with the lines of the visited set that it touches.
 */
const BATCH_WORDS = 1 << 10
/** Expanded at once, where it is recorded which successors are whose. */
const RECORDED_STATES = 1 << 8

/** Expands packed states. Whoever holds states must repack them when `settle` says that the layout has changed. */
export class Stepper {
  readonly #options: StepperOptions
  layout: Layout
  #expansion: Expansion
  #expand: Expand
  /** Under a former layout. */
  #metFailure = false

  constructor(options: StepperOptions) {
    this.#options = options
    this.layout = createLayout(options.program.ir)
    this.#expansion = this.#createExpansion(options.batchWords ?? BATCH_WORDS)
    this.#expand = this.#generate()
  }

  /** Successors of the last expansion; the array changes at `settle`. */
  get batch(): Int32Array {
    return this.#expansion.batch
  }

  /** Who stepped to the successors of the last expansion, and how (`By`), if `recordsThreads`. */
  get by(): Uint8Array | Int32Array {
    return this.#expansion.by
  }

  get batchLength(): number {
    return this.#expansion.length
  }

  /** Where in the batch the successors of each state of the last expansion end, if `recordsThreads`. */
  get ends(): Int32Array {
    return this.#expansion.ends
  }

  /** Offsets of the states of the last expansion in which nobody is owed a step. */
  get stuck(): readonly number[] {
    return this.#expansion.stuck
  }

  /** Whether some thread may fail, as far as steps have been met. */
  get meetsFailure(): boolean {
    return this.#metFailure || this.#expansion.trees.meetsFailure
  }

  get storedBytes(): number {
    const { trees, batch } = this.#expansion
    return trees.storedBytes + batch.byteLength + (this.#options.symmetry?.storedBytes ?? 0)
  }

  /** Expands some of `states[from … to)`; answers the offset of the first one not expanded. Call `settle` before the next call. */
  expand(states: Int32Array, from: number, to: number): number {
    const expansion = this.#expansion
    const { ends, stuck } = expansion
    stuck.length = 0
    const most = this.#options.recordsThreads ? Math.min(to, from + ends.length * this.layout.words) : to
    const end = this.#expand(states, from, most, expansion.batch.length - this.#wordsPerState(), expansion)
    return this.#canonise() ? end : from
  }

  /** Expands one state, or none (then `expand` answers `at` and wants `settle`). */
  expandOne(states: Int32Array, at: number): number {
    this.#expansion.stuck.length = 0
    const end = this.#expand(states, at, at + this.layout.words, 0, this.#expansion)
    return this.#canonise() ? end : at
  }

  /** False: a form has no room in this layout, and the expansion has been undone. @throws SymmetryRefused */
  #canonise(): boolean {
    const { symmetry } = this.#options
    const expansion = this.#expansion
    if (symmetry === undefined || symmetry.applyAll(expansion.batch, 0, expansion.length)) return true
    if (symmetry.difference !== undefined) throw new SymmetryRefused(symmetry.difference)
    expansion.length = 0
    expansion.stuck.length = 0
    expansion.mustStop = true
    expansion.trees.needsLayout = true
    return false
  }

  /** Does what the last expansion stopped for, once its batch has been used. Answers the former layout if there is a new one. */
  settle(): Layout | undefined {
    if (!this.#expansion.mustStop) return undefined
    this.#expansion.mustStop = false
    if (this.#expansion.trees.needsLayout) {
      const former = this.layout
      this.#metFailure = this.meetsFailure
      this.layout = createLayout(this.#options.program.ir)
      this.#expansion = this.#createExpansion(this.batch.length)
      this.#expand = this.#generate()
      return former
    }
    if (this.batch.length < 4 * this.#wordsPerState()) {
      this.#expansion.batch = new Int32Array(8 * this.#wordsPerState())
      this.#expansion.by = this.#createBy(this.batch.length)
    }
    return undefined
  }

  #wordsPerState(): number {
    return (this.#expansion.trees.outcomeBound + 1) * this.layout.words
  }

  #createExpansion(batchWords: number): Expansion {
    const trees = new StepTrees({ ...this.#options, layout: this.layout })
    const { program } = this.#options
    const length = Math.max(batchWords, 8 * (program.ir.threads.length + 1) * this.layout.words)
    return {
      trees,
      batch: new Int32Array(length),
      by: this.#createBy(length),
      ends: new Int32Array(this.#options.recordsThreads ? RECORDED_STATES : 0),
      length: 0,
      mustStop: false,
      stuck: [],
    }
  }

  #createBy(length: number): Uint8Array | Int32Array {
    const { recordsThreads, actionsOf } = this.#options
    const size = recordsThreads ? length : 0
    return actionsOf === undefined ? new Uint8Array(size) : new Int32Array(size)
  }

  #generate(): Expand {
    const { chooser, recordsThreads, symmetry } = this.#options
    chooser?.prepare(this.layout)
    symmetry?.prepare(this.layout)
    const { roots, tracksOwed } = this.#expansion.trees
    return generateExpand({ layout: this.layout, roots, recordsThreads, tracksOwed, chooser })
  }
}
