/** What the two threads say to each other. The main thread gives one order; the other tells what comes of it, and that it is done. */
import type { CheckOptions } from '../check/options/check-options.ts'
import type { Failure } from '../cli/terminal/failure.ts'
import type { SequenceResult } from '../conform/conformance.ts'
import type { GraphKind, TableKind } from '../export/kinds.ts'
import type { MemoryName } from '../model/protocol/orders.ts'
import type { NeededOrdersOptions } from '../orders/needed-orders.ts'
import type { Keeps } from '../refine/refinement.ts'
import type { Listed } from '../report/text/list-text.ts'
import type { Stop } from '../tasks/meter.ts'
import type { NeededOrders } from '../verdict/needed-orders.ts'
import type { Trace } from '../verdict/trace.ts'
import type { Value } from '../verdict/value.ts'
import type { Verdict } from '../verdict/verdict.ts'

/** What tells a system from all others, also after its files were loaded again. */
export type Named = {
  readonly file: string
  readonly exportName: string
  readonly name: string
  readonly parameters: Readonly<Record<string, Value>>
  /** Where it is checked over several. */
  readonly memory?: MemoryName
}

export function isSame(one: Named, other: Named): boolean {
  const isOfSame =
    one.memory === other.memory &&
    one.file === other.file &&
    one.exportName === other.exportName &&
    one.name === other.name
  return isOfSame && JSON.stringify(one.parameters) === JSON.stringify(other.parameters)
}

/** Two locks by their names, the clients, and what is kept. */
export type RefineOrder = {
  readonly implementation: string
  readonly specification: string
  readonly threads?: number
  readonly depth?: number
  readonly calls?: number
  readonly keeps?: Keeps
}

export type CheckOrder = {
  readonly kind: 'check'
  readonly files: readonly string[]
  /** All where none is named. */
  readonly systems: readonly string[]
  readonly params: readonly string[]
  /** Parameters have several values. */
  readonly isSweep: boolean
  readonly options: CheckOptions
  /** Over each of these in place of the one of the options; where there are several. */
  readonly memories?: readonly MemoryName[]
  /** Whether a page is to show it, with more than a verdict has. */
  readonly isShown: boolean
  /** In place of the systems of the files: whether one of their locks refines another. */
  readonly refine?: RefineOrder
  /** Of the chosen systems these, in this order; all unless given. */
  readonly only?: readonly Named[]
}

export type ListOrder = { readonly kind: 'list'; readonly files: readonly string[] }

export type ReplayOrder = {
  readonly kind: 'replay'
  readonly file: string
  readonly system: string
  readonly params: readonly string[]
  readonly schedule: string
  readonly memory?: CheckOptions['memory']
  readonly locks: boolean
}

/** The graph of a system, or its tables, in another format. */
export type WriteOrder = {
  readonly kind: 'write'
  readonly file: string
  readonly system: string
  readonly params: readonly string[]
  readonly what:
    | { readonly is: 'graph'; readonly to: GraphKind; readonly limitStates?: number }
    | { readonly is: 'tables'; readonly to: TableKind }
  readonly memoryBytes: number
}

/** The weakest orders of systems. */
export type OrdersOrder = {
  readonly kind: 'orders'
  readonly files: readonly string[]
  /** All where none is named. */
  readonly systems: readonly string[]
  readonly params: readonly string[]
  readonly options: NeededOrdersOptions
}

/** Recorded runs. */
export type ConformOrder = { readonly kind: 'conform'; readonly files: readonly string[] }

export type Asked = CheckOrder | ListOrder | ReplayOrder | WriteOrder | OrdersOrder | ConformOrder

export type Order = Asked & {
  /** Whether errors are. */
  readonly isColoured: boolean
}

/** A system that was chosen, as the main thread speaks of it. */
export type ChosenSystem = Named & {
  /** The command that follows a schedule again, but for the schedule; empty where no file exports the system. */
  readonly replay: string
}

export type Message =
  | { readonly is: 'loading'; readonly file: string }
  | { readonly is: 'failed files'; readonly failures: readonly Failure[] }
  | { readonly is: 'chosen'; readonly systems: readonly ChosenSystem[]; readonly without: string }
  | { readonly is: 'begun'; readonly system: Named }
  | { readonly is: 'so far'; readonly verdict: Verdict }
  | { readonly is: 'checked'; readonly verdict: Verdict }
  /** `missing` stands in the place of the verdict. */
  | { readonly is: 'failed'; readonly failure: Failure; readonly missing: string }
  | { readonly is: 'listed'; readonly file: string; readonly systems: readonly Listed[] }
  | { readonly is: 'without systems'; readonly without: string }
  | { readonly is: 'replayed'; readonly system: ChosenSystem; readonly trace: Trace; readonly isAsExpected: boolean }
  | { readonly is: 'ordered'; readonly system: ChosenSystem; readonly orders: NeededOrders }
  | { readonly is: 'piece'; readonly text: string }
  /** All pieces have been told. */
  | { readonly is: 'written'; readonly notes: readonly string[] }
  /** There is nothing to be written. */
  | { readonly is: 'stopped'; readonly by: Stop }
  /** A file of recorded runs was read, and how many it has. */
  | { readonly is: 'recording'; readonly file: string; readonly title: string; readonly count: number }
  /** The next one of it. */
  | { readonly is: 'compared'; readonly sequence: SequenceResult }
  /** What a user's file left to happen later went wrong. */
  | { readonly is: 'stray'; readonly failure: Failure }
  /** Nothing comes of the order. */
  | { readonly is: 'refused'; readonly failure: Failure }
  | { readonly is: 'done' }
