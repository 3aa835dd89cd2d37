/**
 * Proves that exchanging alike threads changes nothing but names: for all that the tables know, and all images of it under the swaps.
 * Why that is enough: a state that the full search reaches is, by induction, an image w(r) of one that the reduced search reaches, w a product of
 * swaps. A step from w(r) starts at an image of a (thread, local state, values read) that was compared with each of its neighbours under the
 * swaps, so it leads to w of where the step from r leads. *Closing under images* is essential: what a reduced search meets are
 * representatives, and a recipe may single out another. (Emerson, Sistla: Symmetry and model checking, FMSD 9, 1996, has the theorem.)
 *
 * A swap that fails is left out; those that are left generate a smaller group, and stay valid.
 */
import type { Ir, LocalId, Program, Symmetry, ThreadIndex, ThreadTable } from '../../model/ir.ts'
import { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { ActionsOf } from '../steps/by.ts'
import type { Difference } from '../steps/canoniser.ts'
import { isSimple } from '../steps/simple-step.ts'
import { type ClassRules, soundClassRules } from './class-rules.ts'
import { ClassSteps } from './class-steps.ts'
import { Differences } from './difference.ts'
import { LocalDifferences } from './local-differences.ts'
import { LongSteps } from './long-steps.ts'
import { PartSteps } from './part-steps.ts'
import { SimpleSteps } from './simple-steps.ts'
import { startDifference } from './start.ts'
import { SwapGroup } from './swap-group.ts'
import { ValueImages } from './value-images.ts'

export type ProofOptions = {
  /** Those to prove; all by default. */
  readonly swaps?: readonly number[] | undefined
  /** Comparisons of a step with an image of it. */
  readonly budget?: number | undefined
  readonly meter?: Meter | undefined
  /** Whether images of what is compared are compared too. Off for a test that shows why they must. */
  readonly closesUnderImages?: boolean | undefined
  /** Which actions steps perform, where alike threads must perform the same. */
  readonly actionsOf?: ActionsOf | undefined
  /** What comparing by classes of values rests on, for tests that leave it out; `none`: compared value by value. */
  readonly classes?: Partial<ClassRules> | 'none' | undefined
  /** Whether steps of open tables are compared part by part, as far as that goes. Off for tests that compare. */
  readonly comparesParts?: boolean | undefined
}

export type Proof = {
  /** The swaps that were proved, or not refuted when the budget ended. */
  readonly swaps: readonly number[]
  readonly differences: readonly Difference[]
  /** Comparisons made. */
  readonly compared: number
  /** All that was done, in edges of a full search that would take as long; the same on every machine. */
  readonly work: number
  /** Whether the budget ended it. */
  readonly isOverBudget: boolean
}

export const DEFAULT_BUDGET: number = 1 << 22
/** In edges of a full search: medians of 250 systems, right within a factor of three. */
const WORK_OF_COMPARISON = 2
const WORK_OF_IMAGE = 80
const LOOKS_PER_WORK = 2
/** As much takes a microsecond. */
const WORK_PER_SPENT = 16
const WORK_PER_SLICE = 1 << 11

/** @throws Stopped */
export function* prove(program: Program, symmetry: Symmetry, options: ProofOptions = {}): Task<Proof> {
  const { meter = new Meter() } = options
  const proof = new StepProof(program, symmetry, options)
  yield* proof.begin(meter)
  while (!proof.advance(meter)) if (meter.isDue) yield* meter.pause()
  return proof.result()
}

class StepProof {
  readonly #ir: Ir
  readonly #isOpen: boolean
  readonly #group: SwapGroup
  readonly #words: Differences
  readonly #locals: LocalDifferences
  readonly #simple: SimpleSteps
  readonly #long: LongSteps | ClassSteps
  /** Of open tables, unless that was in vain: then steps are compared whole. */
  #parts: PartSteps | undefined
  readonly #budget: number
  readonly #differences: Difference[] = []
  #swaps: readonly number[]
  #compared = 0
  #looks = 0
  #spentWork = 0

  constructor(program: Program, symmetry: Symmetry, options: ProofOptions) {
    const { swaps = [...symmetry.swaps.keys()], budget = DEFAULT_BUDGET, closesUnderImages = true } = options
    const { classes, actionsOf, comparesParts = true } = options
    this.#ir = program.ir
    this.#isOpen = symmetry.isOpen
    this.#group = new SwapGroup(program.ir, symmetry, swaps)
    this.#words = new Differences({ ir: program.ir, symmetry })
    this.#locals = new LocalDifferences(program.ir, this.#group, this.#words, symmetry.isOpen)
    const images = new ValueImages(program.ir, this.#group)
    this.#simple = new SimpleSteps(program.ir, this.#group, this.#words, images, actionsOf)
    this.#long =
      symmetry.isOpen || classes === 'none'
        ? new LongSteps(program, this.#group, this.#words, this.#locals, closesUnderImages, actionsOf)
        : new ClassSteps(program.ir, this.#group, this.#words, images, { ...soundClassRules, ...classes }, actionsOf)
    if (symmetry.isOpen && comparesParts)
      this.#parts = new PartSteps(program, this.#group, this.#locals, closesUnderImages, actionsOf)
    this.#swaps = swaps
    this.#budget = budget
  }

  /** What can be told without comparing steps; then the steps to compare. */
  *begin(meter: Meter): Task<void> {
    for (const swap of this.#swaps) {
      meter.spend(1 << 8)
      if (meter.isDue) yield* meter.pause()
      const difference = startDifference(this.#ir, this.#group, this.#words, swap) ?? this.#differentLocal(swap)
      if (difference !== undefined) this.#refute([difference])
    }
    if (this.#swaps.length > 0) this.#addSteps()
  }

  /** True when there is nothing left to compare. */
  advance(meter: Meter): boolean {
    const until = this.#work + WORK_PER_SLICE
    if (this.#parts?.isInVain === true) {
      this.#parts = undefined
      this.#addSteps()
    }
    for (const steps of this.#parts === undefined ? [this.#simple, this.#long] : [this.#parts])
      while (!steps.isDone && !this.#isOver() && this.#work < until) {
        const { differences, count, looks = 0 } = steps.next(this.#swaps)
        this.#compared += count
        this.#looks += looks
        this.#refute(differences)
        this.#spend(meter)
      }
    return this.#isDone() || this.#isOver()
  }

  result(): Proof {
    const isOverBudget = !this.#isDone() && this.#swaps.length > 0
    const [swaps, differences, compared] = [this.#swaps, this.#differences, this.#compared]
    return { swaps, differences, compared, work: this.#work, isOverBudget }
  }

  get #work(): number {
    const ofLooks = Math.floor(this.#looks / LOOKS_PER_WORK)
    return WORK_OF_COMPARISON * this.#compared + WORK_OF_IMAGE * this.#group.valuesMade + ofLooks
  }

  /** What was done since the last time. */
  #spend(meter: Meter): void {
    const work = this.#work
    meter.spend(1 + Math.floor((work - this.#spentWork) / WORK_PER_SPENT))
    this.#spentWork = work
  }

  #isDone(): boolean {
    if (this.#parts !== undefined) return this.#parts.isDone && !this.#parts.isInVain
    return this.#simple.isDone && this.#long.isDone
  }

  #isOver(): boolean {
    return this.#swaps.length === 0 || this.#compared >= this.#budget
  }

  #refute(differences: readonly Difference[]): void {
    if (differences.length === 0) return
    this.#differences.push(...differences)
    this.#swaps = this.#swaps.filter((swap) => differences.every((difference) => difference.swap !== swap))
  }

  /** In a closed design: what is discovered is compared together with its steps. */
  #differentLocal(swap: number): Difference | undefined {
    if (this.#isOpen) return undefined
    for (const [thread, table] of this.#ir.threads.entries())
      for (let local = 0; local < table.pending.length; local++) {
        if (table.stored[local] !== true) continue
        const difference = this.#locals.of(swap, thread, local)
        if (difference !== undefined) return difference
      }
    return undefined
  }

  #addSteps(): void {
    for (const [thread, table] of this.#ir.threads.entries())
      for (let local = 0; local < table.pending.length; local++) this.#addStep(thread, table, local)
  }

  #addStep(thread: ThreadIndex, table: ThreadTable, local: LocalId): void {
    if (this.#parts !== undefined) this.#parts.addAll(thread, local)
    else if (table.stored[local] !== true) return
    else if (!this.#isOpen && isSimple(table, local)) this.#simple.addAll(thread, local)
    else this.#long.addAll(thread, local)
  }
}
