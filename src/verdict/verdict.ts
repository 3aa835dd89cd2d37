/** What a check says: plain data, which `structuredClone` and `JSON.stringify` keep as it is. */
import type { Sample } from '../explorer/findings/sample.ts'
import type { Limit } from '../explorer/findings/search-result.ts'
import type { MemoryModel } from '../model/protocol/orders.ts'
import type { FairnessKind, LivenessDeclaration } from '../model/protocol/waiting.ts'
import type { Ground } from './ground.ts'
import type { Site } from './site.ts'
import type { Trace } from './trace.ts'
import type { Value } from './value.ts'
import type { Warning } from './warning.ts'

/** How a check ended. *Incomplete*: a limit stopped it, and nothing was violated as far as it came. */
export type VerdictKind = 'verified' | 'violated' | 'incomplete'

/** A question, and what is known of it. New kinds of questions bring new kinds here. */
export type Answer = {
  readonly name: string
  readonly kind:
    | 'always'
    | 'never'
    | 'reachable'
    | 'no failure'
    /** There is no state in which nobody is owed a step and somebody is not content. */
    | 'no deadlock'
    /** There is none from which a thread can never go on, whatever others owe. */
    | 'nobody stuck'
    /** Of a refinement: calls answer only what those of the specification might. */
    | 'answers'
    /** They wait for ever only where it might. */
    | 'waiting'
    | LivenessDeclaration['kind']
  /** Of what a library asks by the dozen: what it is part of. */
  readonly partOf?: string
  /** *unknown*: the check ended before it could tell; *not looked for*: it was not asked to, or the whole graph of states would have been too much. */
  readonly result: 'holds' | 'violated' | 'unknown' | 'not looked for'
  /** States that violate it, as far as they were counted (a search that stops at the first violation counts one). */
  readonly violatingStates: number
  /** Steps to the first of them, or to the first witness of a `reachable`. */
  readonly steps?: number
  /** What shows that it is violated: of the first violation, or of each question where every violation was counted. */
  readonly evidence?: Violation
  /** Of a `reachable`: the run that reaches it first; only where that was asked for. */
  readonly witness?: Trace
  /** What has stopped the search for that run, and after how many states. */
  readonly noWitness?: { readonly stoppedBy: Limit; readonly states: number }
  /** Of what calls of a refinement answer, where that was asked: whether each is settled when it happens (strong linearizability). */
  readonly isStrong?: boolean
  /** Of a property of runs. */
  readonly liveness?: LivenessAnswer
}

/** What is known of a property of runs beside whether it holds. */
export type LivenessAnswer = {
  /** Of whom it was asked; and of whom it holds too, since they are alike. */
  readonly checked: readonly string[]
  readonly threads: readonly string[]
  /** Under which fairness it holds: of *none*, *weak* and *strong*, for all threads. */
  readonly holdsUnder?: readonly FairnessKind[]
  /** Of a bounded bypass: how often others enter at most; missing where there is no bound, or it is exceeded. */
  readonly measured?: number
}

/** What is wrong, with the run that shows it. */
export type Violation = {
  readonly kind: 'property' | 'deadlock' | 'stuck' | 'failure' | 'unreachable' | 'liveness' | 'answers' | 'waiting'
  /** Of a property. */
  readonly property?: string
  /** Who is stuck, or waits for ever, or is answered otherwise. */
  readonly thread?: string
  /** Of a refinement: the call that answers what the specification would not, or those that wait for ever. */
  readonly calls?: readonly string[]
  /** One sentence: what is wrong in the last state. */
  readonly message: string
  /** Of a deadlock: what would help, or may have been meant. */
  readonly hints?: readonly string[]
  /** What the property read in the last state: values of objects, threads inside regions. */
  readonly observed?: readonly { readonly name: string; readonly value: Value }[]
  /** Of a run without end: what it does not satisfy. Under that fairness another one may violate. */
  readonly excludedBy?: readonly Exclude<FairnessKind, 'none'>[]
  /** Of such a run: named steps towards which it is not fair, since their threads could take them again and again, and never do. */
  readonly excludedActions?: readonly { readonly thread: string; readonly action: string }[]
  /** None for a `reachable` that no state satisfies. */
  readonly trace?: Trace
}

/** Lines of a file at which some thread had a step before it, in some state that was looked at; and where the procs were called that it is part of. */
export type FileLines = { readonly file: string; readonly visited: readonly number[] }

/** Milliseconds that a check took; those of its parts are some of these of the whole. */
export type Times = {
  readonly elapsedMs: number
  readonly compileMs: number
  /** Of looking at states; missing where the check ended before it was known. */
  readonly searchMs?: number
  /** Of deciding who waits for ever. */
  readonly waitingMs?: number
  /** Of holding the reduction against what it left out. */
  readonly auditMs?: number
  /** Of running the design itself, so that what was found is confirmed. */
  readonly nativeMs?: number
}

/** What a check has found, as plain data: docs/verdict.schema.json describes it. Its times may be left out. */
export type Verdict = Partial<Times> & {
  readonly formatVersion: 2
  readonly system: string
  readonly parameters: Readonly<Record<string, Value>>
  /** Where the system was loaded from, and the name under which it is exported; of the command. */
  readonly file?: string
  readonly export?: string
  /** Where the system is made. */
  readonly site?: Site
  readonly verdict: VerdictKind
  /** Over which memory, where that is not sequentially consistent. */
  readonly memory?: MemoryModel
  /** Of *incomplete*: what stopped the check. */
  readonly stoppedBy?: Limit
  /** Where that was room: entries that a store buffer had, or messages of a cell that were kept. */
  readonly room?: number
  readonly answers: readonly Answer[]
  /** The evidence of the violation to report: of the least steps, and of these the first met. */
  readonly violation?: Violation
  /** What the system said would be found, and whether it was. */
  readonly expected: { readonly verdict: string; readonly isAsExpected: boolean }
  /** What the verdict rests on: reductions, bounds, atomic blocks. */
  readonly grounds: readonly Ground[]
  /** What may make the verdict empty: regions never entered, waits that never wait, properties never exercised. */
  readonly warnings: readonly Warning[]
  /** Where threads came to; missing where nothing was looked at. */
  readonly lines?: readonly FileLines[]
  /** What was left out; `grounds` say why that may be. States and edges are those of the reduced search. */
  readonly reduction: 'none' | 'stubborn' | 'symmetry' | 'all'
  /** States of the full search, where a check of the reduction made it. */
  readonly fullStates?: number
  readonly search: 'breadth first' | 'depth first' | 'random walk' | 'PCT' | 'preemption bound'
  /** What a search that need not see every state has covered. */
  readonly sample?: Sample
  readonly states: number
  /** Of a sweep of the command: how many times the states of the one before it, where both were seen to the end and the same was left out. */
  readonly growth?: number
  readonly edges: number
  /** States on the longest of the shortest paths; of a breadth-first search. */
  readonly levels: number
  /** Of the visited set and the frontier at their largest. */
  readonly storedBytes: number
  readonly bytesPerState: number
  readonly localStates: readonly { readonly thread: string; readonly found: number; readonly kept: number }[]
}
