/** What a check says: plain data, fit for JSON. */

import type { Sample } from '../explorer/findings/sample.ts'
import type { Limit } from '../explorer/findings/search-result.ts'
import type { LockView } from '../model/protocol/lock-view.ts'

/** How a check ended. *Incomplete*: a limit stopped it, and nothing was violated as far as it came. */
export type VerdictKind = 'verified' | 'violated' | 'incomplete'

export type Answer = {
  readonly name: string
  readonly kind: 'always' | 'never' | 'reachable' | 'no deadlock' | 'no failure'
  /** *unknown*: the search ended before it could tell. */
  readonly result: 'holds' | 'violated' | 'unknown'
  /** States that violate it, as far as they were counted (a search that stops at the first violation counts one). */
  readonly violatingStates: number
  /** Steps to the first of them, or to the first witness of a `reachable`. */
  readonly steps?: number
}

export type Change = {
  readonly object: string
  readonly before: unknown
  readonly after: unknown
  readonly isGhost: boolean
}

/** One operation, choice or local step; a step of `atomically` or after a choice has several. */
export type Move = {
  readonly label: string
  readonly kind: 'operation' | 'skip' | 'choice'
  /** Absent when nothing is answered. */
  readonly answer?: unknown
  readonly site?: string
}

export type TraceStep = {
  readonly thread: string
  readonly moves: readonly Move[]
  /** Procs that the step lies in, outermost first. */
  readonly procs: readonly string[]
  /** Regions that the thread is in after the step. */
  readonly regions: readonly string[]
  /** Those of them that it was not in before. */
  readonly entered: readonly string[]
  readonly isSpinning: boolean
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
  /** The step went wrong, and its thread has ended. */
  readonly failure?: string
  /** Of a failure that has a code of its own, such as `M006`. */
  readonly failureCode?: string
  /** All locks after it as a debugger shows them, if it changed one; only where that was asked for. */
  readonly locks?: readonly { readonly object: string; readonly view: LockView }[]
}

export type StuckThread = {
  readonly thread: string
  /** The operations at which it waits: more than one after a choice. */
  readonly waitsAt: readonly string[]
  readonly site?: string
  /** Holders of the objects that it waits for, where the objects declare them. */
  readonly waitsFor: readonly string[]
}

export type Trace = {
  /** All threads of the system, in the order of their declaration. */
  readonly threads: readonly string[]
  /** For `lockproof replay --schedule`: thread names, each with its choices where it had any: `T0 T1:2 T0`. */
  readonly schedule: string
  readonly initial: readonly { readonly object: string; readonly value: unknown; readonly isGhost: boolean }[]
  readonly steps: readonly TraceStep[]
  /** No run to such a violation has fewer steps. */
  readonly isShortest: boolean
  /** No run as short has fewer thread switches. */
  readonly hasFewestSwitches: boolean
  readonly switches: number
  /** Threads that wait for ever at its end; only of a deadlock. */
  readonly stuck: readonly StuckThread[]
}

export type Violation = {
  readonly kind: 'property' | 'deadlock' | 'failure' | 'unreachable'
  /** Of a property. */
  readonly property?: string
  /** One sentence: what is wrong in the last state. */
  readonly message: string
  /** What the property read in the last state: values of objects, names of the threads inside regions. */
  readonly observed?: readonly { readonly name: string; readonly value: unknown }[]
  /** None for a `reachable` that no state satisfies. */
  readonly trace?: Trace
}

export type Verdict = {
  readonly formatVersion: 1
  readonly system: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly verdict: VerdictKind
  /** Of *incomplete*: what stopped the search. */
  readonly stoppedBy?: Limit
  readonly properties: readonly Answer[]
  /** Present when violated. */
  readonly violation?: Violation
  /** What the system said would be found, and whether it was. */
  readonly expected: { readonly verdict: string; readonly isAsExpected: boolean }
  /** What the verdict rests on: bounds, merged local states, atomic blocks. */
  readonly assumptions: readonly string[]
  /** What may make the verdict empty: regions never entered, waits that never wait, properties never exercised. */
  readonly warnings: readonly string[]
  /** What was left out; `assumptions` say on what grounds. States and edges are those of the reduced search. */
  readonly reduction: 'none' | 'stubborn' | 'symmetry' | 'all'
  /** States of the full search, where a check of the reduction made it. */
  readonly fullStates?: number
  readonly search: 'breadth first' | 'depth first' | 'random walk' | 'PCT' | 'preemption bound'
  /** What a search that need not see every state has covered. */
  readonly sample?: Sample
  readonly states: number
  readonly edges: number
  /** States on the longest of the shortest paths; of a breadth-first search. */
  readonly levels: number
  readonly compileMs: number
  readonly searchMs: number
  /** Of the visited set and the frontier at their largest. */
  readonly storedBytes: number
  readonly bytesPerState: number
  readonly localStates: readonly { readonly thread: string; readonly found: number; readonly kept: number }[]
}
