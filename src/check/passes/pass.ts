import type { CheckedReduction } from '../../explorer/audit/check-reduction.ts'
import type { Limit } from '../../explorer/findings/search-result.ts'
import type { Alike } from '../../explorer/symmetry/alike.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { NoRoom } from '../../verdict/warning.ts'
import type { Looked, View } from '../looking/looked.ts'
import type { Phase } from '../options/check-options.ts'
import type { FoundRun } from '../waiting/found.ts'
import type { OwnerEnded } from '../waiting/owners-ended.ts'
import type { FoundWaiting } from '../waiting/silence.ts'
import type { FoundStuck } from '../waiting/stuck.ts'
import type { WalkBudget } from './native-walks.ts'

/** What a check is made of, for whoever answers its questions. */
export type Job = View & { readonly walkBudget: (edges: number) => WalkBudget }

export type SpentMs = Readonly<Partial<Record<Phase, number>>>

/** What is known so far. */
export type Known = {
  /** One for each question; *unknown* at first. */
  readonly answers: readonly Answer[]
  /** Of the pass that looked at states. */
  readonly looked?: Looked
  /** Milliseconds that went by, by what was done; looking at states has compiling in it. */
  readonly spentMs?: SpentMs
  /** Threads that have finished while objects say that they own them. */
  readonly ownersEnded?: readonly OwnerEnded[]
  /** Properties of runs that were never put to the test. */
  readonly neverBegun?: readonly string[]
  /** A thread that is stuck while others go on. */
  readonly stuck?: FoundStuck
  /** Callers that wait for ever though the specification would answer one of them. */
  readonly inVain?: FoundWaiting
  /** Runs that violate what is asked of runs. */
  readonly runs?: readonly FoundRun[]
  /** Of whom one was asked for all about runs. */
  readonly alike?: Alike
  /** Among how many forms something about runs was decided. */
  readonly forms?: number
  readonly audit?: CheckedReduction
  /** How many messages of a cell were kept apart, where older ones melted: what was seen is more than memory does. */
  readonly molten?: number
  /** What the tables violate, where there was no time to run it: nothing is shown that was not run. */
  readonly notReplayed?: string
  /** What ended the check before everything was known. */
  readonly stoppedBy?: Limit
  /** How much of it there was, where it was room. */
  readonly room?: number
  /** For what it was too little. */
  readonly lacks?: readonly NoRoom[]
}

/**
 * Answers questions, or confirms what has been answered. A kind of question that no state answers is a pass in a file of its own and a line in
 * `passes/all.ts`.
 */
export type Pass = {
  /** Absent where it says itself what it does. */
  readonly phase?: Phase
  isWanted(job: Job, known: Known): boolean
  /** @throws Stopped, which leaves what is known as it was; ModelError where the design is at fault. */
  run(job: Job, known: Known): Task<Known>
}
