import type { Irql } from '../../model/eresource/index.ts'
import type { StructureLayout } from '../../model/eresource/inside/index.ts'
import type { RoutineName } from './routines.ts'

/** Where in the file something is written, counted from 1. */
export type Place = { readonly line: number; readonly column: number }

export type Recording = { readonly title: string; readonly sequences: readonly Sequence[] }

export type Sequence = {
  readonly name: string
  readonly place: Place
  readonly source: string | undefined
  readonly threads: readonly RecordedThread[]
  readonly start: 'initialized' | 'uninitialized'
  readonly steps: readonly RecordedStep[]
}

export type RecordedThread = { readonly name: string; readonly isSystemThread: boolean; readonly irql: Irql }

/** A value as a recording writes it. */
export type Recorded = string | number | boolean | null

export type Fields = Readonly<Record<string, Recorded>>

/** Raw fields; without a layout they hold in both. */
export type FieldGroup = {
  readonly layout: StructureLayout | undefined
  /** Computed from what was recorded, not read. */
  readonly isDerived: boolean
  readonly fields: Fields
}

export type CallArguments = {
  /** `null`: the pointer is NULL. */
  readonly resource?: 'R' | null
  readonly wait?: boolean
  /** A thread, or the token of an owner pointer. */
  readonly owner?: string
  readonly ownerPointer?: string
  readonly irql?: Irql
}

/** How a call ended. No `value`: it returned, and what is not recorded. */
export type RecordedEnd =
  | { readonly kind: 'returns'; readonly value?: Recorded }
  | { readonly kind: 'raises'; readonly code: string }
  | { readonly kind: 'stops'; readonly code: string }
  | { readonly kind: 'waits' }
  /** It had not returned when the next step began: it may wait, or be on its way. */
  | { readonly kind: 'in flight' }

export type CallStep = {
  readonly kind: 'call'
  readonly thread: string
  readonly call: RoutineName
  readonly args: CallArguments
  readonly end: RecordedEnd
}

export type WakeUpStep = {
  readonly kind: 'wake-up'
  readonly threads: readonly string[]
  readonly returns: ReadonlyMap<string, Recorded>
}

export type CheckStep = {
  readonly kind: 'check'
  readonly thread: string
  readonly check: Readonly<Partial<Record<CheckName, Recorded>>>
}

export type CheckName = 'acquiredExclusive' | 'acquiredSharedCount' | 'exclusiveWaiters' | 'sharedWaiters'

export type FieldsStep = { readonly kind: 'fields'; readonly groups: readonly FieldGroup[] }

export type NoteStep = { readonly kind: 'note'; readonly note: string }

export type RecordedStep = (CallStep | WakeUpStep | CheckStep | FieldsStep | NoteStep) & StepFlags

export type StepFlags = {
  readonly place: Place
  readonly isOnFreeBuildsOnly: boolean
  /** False: documented, and never executed. */
  readonly isAsserted: boolean
}
