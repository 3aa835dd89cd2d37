import type { Program } from '../model/ir.ts'
import type { Coverage } from './coverage.ts'
import type { Findings } from './findings.ts'
import type { ThreadChooser } from './generate.ts'
import type { UnpackedState } from './layout.ts'

/** What a strategy searches with. */
export type SearchContext = {
  readonly program: Program
  readonly coverage: Coverage
  readonly findings: Findings
  readonly stopAtFirst: boolean
  readonly limitBytes: number
  readonly chooser: ThreadChooser | undefined
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
  /** Expands some states. `done`: all of them, or up to the violation at which to stop; `memory`: it would have to grow beyond the limit. */
  step(): 'more' | 'done' | 'memory'
}
