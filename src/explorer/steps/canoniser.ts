import type { ThreadIndex } from '../../model/ir.ts'
import type { Layout, UnpackedState } from '../states/layout.ts'

/** Why two threads are not alike, as far as the tables tell. */
export type Difference = { readonly swap: number; readonly text: string }

/**
 * The seam of reductions that exchange a state for the one that stands for it, beside `ThreadChooser`: each search puts its successors through one
 * before it inserts them, and asks it for the run that a run of such states stands for.
 */
export type Canoniser = {
  readonly storedBytes: number
  /** Why the search must be done again without it, once something is refused. */
  readonly difference: Difference | undefined
  /** Before the first state, and whenever the layout changes. */
  prepare(layout: Layout): void
  /** Exchanges states in place. False: an id has no room in its slot, or there is a `difference`. */
  applyAll(states: Int32Array, from: number, to: number): boolean
  /** A run of the design for one of states that stand for others. */
  realRun(forms: readonly UnpackedState[]): RealRun
}

/** States from the initial one on, and who stepped to each of the later ones. */
export type RealRun = { readonly states: readonly UnpackedState[]; readonly threads: readonly ThreadIndex[] }
