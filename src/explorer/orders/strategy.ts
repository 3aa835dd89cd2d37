import type { Program } from '../../model/ir.ts'
import type { Findings } from '../findings/findings.ts'
import type { Sample } from '../findings/sample.ts'
import type { UnpackedState } from '../states/layout.ts'
import type { Canoniser } from '../steps/canoniser.ts'
import type { Coverage } from '../steps/coverage.ts'
import type { ThreadChooser } from '../steps/generate.ts'

/** What a strategy searches with. */
export type SearchContext = {
  readonly program: Program
  readonly coverage: Coverage
  readonly findings: Findings
  readonly stopAtFirst: boolean
  /** That may be stored: less as more is in use beside it. */
  readonly limitBytes: number
  /** That may be stored. */
  readonly limitStates: number
  readonly chooser: ThreadChooser | undefined
  readonly symmetry?: Canoniser | undefined
}

/** An order in which states are expanded. */
export type Strategy = {
  readonly states: number
  readonly expanded: number
  readonly edges: number
  readonly levels: number
  readonly depth: number
  readonly waiting: number
  readonly storedBytes: number
  /** The states of the run to the first violation, where the strategy knows them. */
  readonly path: readonly UnpackedState[] | undefined
  /** Whether that run is far from the shortest, and is to be shortened before it is shown. */
  readonly isShortened?: boolean
  /** What has been covered, of a strategy that need not see every state. */
  readonly sample?: Sample
  /**
   * Expands some states. `done`: all of them, or up to the violation at which to stop; `bound`: all that the strategy was asked for, and there may
   * be more; `memory`, `states`: it would have to grow beyond the limit.
   */
  step(): 'more' | 'done' | 'bound' | 'memory' | 'states'
}
