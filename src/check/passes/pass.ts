import type { CheckedReduction } from '../../explorer/audit/check-reduction.ts'
import type { Limit } from '../../explorer/findings/search-result.ts'
import type { Reduced } from '../../explorer/reduced/reduced.ts'
import type { PlainSearchOptions } from '../../explorer/search.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { System } from '../../model/language/system.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { CheckOptions, Phase } from '../options/check-options.ts'
import type { WalkBudget } from './native-walks.ts'

/** What a check is made of, for whoever answers its questions. */
export type Job = {
  readonly system: System
  readonly compiled: Compiled
  readonly options: CheckOptions
  readonly searchOptions: PlainSearchOptions
  readonly walkBudget: (edges: number) => WalkBudget
  readonly meter: Meter
}

/** What is known so far. */
export type Known = {
  /** One for each question; *unknown* at first. */
  readonly answers: readonly Answer[]
  /** Of the pass that looked at states. */
  readonly search?: Reduced
  /** Milliseconds that it took. */
  readonly searchMs?: number
  readonly audit?: CheckedReduction
  /** What the tables violate, where there was no time to run it: nothing is shown that was not run. */
  readonly notReplayed?: string
  /** What ended the check before everything was known. */
  readonly stoppedBy?: Limit
}

/**
 * Answers questions, or confirms what has been answered. A kind of question that no state answers is a pass in a file of its own and a line in
 * `passes/all.ts`.
 */
export type Pass = {
  readonly phase: Phase
  isWanted(job: Job, known: Known): boolean
  /** @throws Stopped, which leaves what is known as it was; ModelError where the design is at fault. */
  run(job: Job, known: Known): Task<Known>
}
