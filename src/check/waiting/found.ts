import type { Account, ExcludedBy } from '../../explorer/liveness/account.ts'
import type { Fairness } from '../../explorer/liveness/fairness.ts'
import type { Run } from '../../explorer/runs/shortest-run.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { LivenessDeclaration } from '../../model/protocol/waiting.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { Questions } from './questions.ts'

/** A run that violates a declaration about runs. */
export type FoundRun = {
  readonly declared: LivenessDeclaration
  /** Who waits, where it was asked of one; and who went before it, where that is what is wrong. */
  readonly thread?: ThreadIndex | undefined
  readonly before?: ThreadIndex | undefined
  readonly run: Pick<Run, 'states' | 'threads' | 'isShortest'> & {
    /** How many steps come before those that are repeated for ever; missing where it ends. */
    readonly cycleStart?: number | undefined
  }
  /** What threads do on the cycle. */
  readonly accounts?: readonly LassoAccount[]
  readonly excludedBy?: ExcludedBy
}

/** What a thread does on a cycle. */
export type LassoAccount = Account & {
  /** All its steps go round in one `spinUntil`. */
  readonly spins: boolean
}

/** What declarations are decided with. */
export type Its = { readonly questions: Questions; readonly fairness: Fairness; readonly meter: Meter }

/** A declaration, decided; and the run that violates it. */
export type Decided = {
  readonly answer: Answer
  readonly found?: FoundRun
  /** What it begins with is never so. */
  readonly isNeverBegun?: boolean
}
