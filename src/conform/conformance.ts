/** What conformance says: plain data, fit for JSON. */
import type { LockView } from '../model/protocol/lock-view.ts'
import type { ThreadValue } from '../verdict/value.ts'
import type { Cell } from './coverage/cells.ts'
import type { Place } from './recording/recording.ts'

/** The first step of a sequence that the model does not allow. */
export type Misfit = {
  /** Counted from 1. */
  readonly step: number
  readonly place: Place
  /** `B: ExAcquireResourceSharedLite(R, TRUE)`. */
  readonly what: string
  /** What was recorded, in words. */
  readonly recorded: string
  /** Everything that the model allows there, in words. */
  readonly allowed: readonly string[]
  /** False: the step is documented and was never executed: it tells the model from the documentation, not from Windows. */
  readonly isAsserted: boolean
  /** The resource before the step. */
  readonly resource: LockView<ThreadValue>
}

export type StepRemark = { readonly step: number; readonly text: string }

export type SequenceResult = {
  readonly name: string
  readonly source?: string
  readonly place: Place
  readonly result: 'allowed' | 'refused'
  /** Notes apart. */
  readonly steps: number
  readonly misfit?: Misfit
  /** What was recorded and the model does not carry. */
  readonly notChecked: readonly StepRemark[]
  /** Steps that are documented and were never executed, as far as they fit. */
  readonly notAsserted: readonly StepRemark[]
  /** Cells of the tables that its executed steps exercised. */
  readonly cells: readonly Cell[]
}

/** Of a file: what could be compared. */
export type FileResult = {
  readonly file: string
  readonly title: string
  readonly sequences: readonly SequenceResult[]
}

/** How often each cell was exercised: those that never were have 0. */
export type Coverage = Readonly<Record<Cell, number>>
