/** A run of a design, as it was followed natively. */
import type { OperationRole } from '../model/protocol/design.ts'
import type { LockView } from '../model/protocol/lock-view.ts'
import type { Order } from '../model/protocol/orders.ts'
import type { Site } from './site.ts'
import type { ThreadValue, Value } from './value.ts'

/** What a step has changed of an object. */
export type Change = {
  readonly object: string
  readonly before: Value
  readonly after: Value
  /** The new value as people in the field say it, where that is not what they said before. */
  readonly words?: string
  readonly isGhost: boolean
}

/** What an object holds, at the start or the end of a run. */
export type ObjectValue = {
  readonly object: string
  readonly value: Value
  /** As people in the field say it. */
  readonly words?: string
  readonly isGhost: boolean
}

/** One operation, choice or local step; a step of `atomically` or after a choice has several. */
export type Move = {
  readonly label: string
  /** *alternative*: a choice of what comes next, which itself tells what it was. */
  readonly kind: 'operation' | 'step' | 'choice' | 'alternative'
  /** Of an operation. */
  readonly object?: string
  /** Absent when nothing is answered. */
  readonly answer?: Value
  /** *check*: it only asks whether a rule is kept; *bookkeeping*: it only notes what checks look at. */
  readonly role?: OperationRole
  /** Of a refinement: what the client does, as others see it. */
  readonly event?: 'call' | 'return'
  /** Of an access to memory that is not sequentially consistent. */
  readonly access?: MemoryMove
  readonly site?: Site
}

/** How a step accesses memory. */
export type MemoryMove = {
  /** *becomes visible*: of a store buffer. */
  readonly kind: 'load' | 'store' | 'update' | 'fence' | 'plain load' | 'plain store' | 'becomes visible'
  /** Of a fence none. */
  readonly cell?: string
  /** Of a plain access none. */
  readonly order?: Order
  /** What it read, where others have written what it does not see. */
  readonly reads?: Value
  /** That: in the order of the cell, those that wait in buffers last. */
  readonly unseen?: readonly MemoryWrite[]
  /** What was written before, and comes after what this writes, in the order of the cell. */
  readonly precedes?: readonly MemoryWrite[]
  /** What all see from now on. */
  readonly makesVisible?: MemoryWrite
}

/** Who wrote what, and in which step, counted from 1. */
export type MemoryWrite = {
  readonly step: number
  readonly thread: string
  readonly value: Value
  readonly site?: Site
  /** It still waits in the buffer of its thread. */
  readonly isBuffered?: boolean
}

/** A call of a routine that a step is part of, as its caller writes it. */
export type RoutineCall = {
  readonly text: string
  /** The moves of the step that are part of it: from this one on, counted from 0, up to that one, which is not. */
  readonly from: number
  readonly to: number
  /** No earlier step is part of it. */
  readonly begins: boolean
  /** No later step is. */
  readonly returns: boolean
  readonly answer?: Value
  /** The answer as people in the field say it. */
  readonly answerWords?: string
}

/** One step of a run: who took it, what it did, and what came of it. */
export type TraceStep = {
  readonly thread: string
  readonly moves: readonly Move[]
  /** Those around others first. */
  readonly calls?: readonly RoutineCall[]
  /** Procs that the step lies in, outermost first. */
  readonly procs: readonly string[]
  /** Regions that the thread is in after the step. */
  readonly regions: readonly string[]
  /** Those of them that it was not in before. */
  readonly entered: readonly string[]
  /** Those that it was in before, and is not in any more. */
  readonly left: readonly string[]
  readonly isSpinning: boolean
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
  /** Threads that could have stepped in its place, and itself; missing, like the next two, in a run of very many steps. */
  readonly enabled?: readonly string[]
  /** Threads that could not step before it and can after it. */
  readonly wakes?: readonly string[]
  /** Threads that could step before it and cannot after it. */
  readonly blocks?: readonly string[]
  /** The step went wrong, and its thread has ended. */
  readonly failure?: string
  /** Of a failure that has a code of its own, such as `M006`. */
  readonly failureCode?: string
  /** Where the procs were called that a step lies in which went wrong, innermost first. */
  readonly callers?: readonly { readonly proc: string; readonly site: Site }[]
  /** All locks after it as a debugger shows them, if it changed one; only where that was asked for. */
  readonly locks?: readonly NamedLock[]
}

/** A lock as a debugger shows it. */
export type NamedLock = { readonly object: string; readonly view: LockView<ThreadValue> }

/** What a thread is at, from one state of the run to another. */
export type Span = {
  /** The state from which on it is so: 0 is the initial one, k that after step k. Until the next span. */
  readonly from: number
  /** *ready*: it is owed a step; *waiting*: it is owed none, and should go on; *resting*: it is owed none, and may stay as it is. */
  readonly status: 'ready' | 'waiting' | 'resting' | 'ended' | 'failed'
  /** What it does next, or would do if it did not wait: labels. */
  readonly next: readonly string[]
  /** The same as the design has it: of what is part of a routine the call, which may have begun. Where that says something else. */
  readonly nextCalls?: readonly string[]
  /** Objects that it waits on. */
  readonly waitsOn: readonly string[]
  /** Threads that hold these, where the objects say so. */
  readonly waitsFor: readonly string[]
  /** Why for these, where an object says so. */
  readonly why?: readonly Reason[]
  /** Objects that it holds, where they say so. */
  readonly holds: readonly string[]
  readonly procs: readonly string[]
  readonly regions: readonly string[]
  /** Where it goes on. */
  readonly site?: Site
}

/** A thread of a run, and what it was at from state to state. */
export type TraceThread = {
  readonly name: string
  /** Threads of one number were declared together, and are alike but for their ids. */
  readonly family: number
  /** Of a store buffer, which nobody has written: the thread whose stores it makes visible. */
  readonly serves?: string
  /** Missing in a run of very many steps. */
  readonly spans?: readonly Span[]
}

/** Why a thread waits at an object: who must go first, and what that one does there. */
export type Reason = {
  readonly on: string
  /** Missing where it is none that could be named. */
  readonly thread?: string
  readonly why?: string
}

/** A thread that waits for ever at the end of a run: at what, and for whom. */
export type StuckThread = {
  readonly thread: string
  /** The operations at which it waits: more than one after a choice. */
  readonly waitsAt: readonly string[]
  /** The same as the design has it: of what is part of a routine the call. Where that says something else. */
  readonly waitsIn?: readonly string[]
  /** Procs that it is in, outermost first. */
  readonly procs: readonly string[]
  /** Their objects. */
  readonly waitsOn: readonly string[]
  /**
   * Holders of the objects that it waits for, or those who are ahead of it there, as far as the objects say so; where they say nothing, the one thread that
   * could still let it go on. Of several that could `why` has the names.
   */
  readonly waitsFor: readonly string[]
  /** Why for these, where an object says so. */
  readonly why?: readonly Reason[]
  /** Objects that it holds, where they declare it. */
  readonly holds: readonly string[]
  readonly site?: Site
}

/** What a thread does on a cycle that goes on for ever. */
export type ThreadAccount = {
  readonly thread: string
  /** *blocked in between*: it could step after some steps of the cycle, and never does. *neglected*: it could all along. */
  readonly role: 'steps' | 'spins' | 'neglected' | 'blocked in between' | 'blocked' | 'rests' | 'finished'
  readonly steps: number
  /** Steps of the cycle, counted as in the trace, after which it could step; of one *blocked in between*. */
  readonly couldStepAfter?: readonly number[]
  readonly waitsAt?: readonly string[]
  /** The same as the design has it, as of a thread that is stuck. */
  readonly waitsIn?: readonly string[]
}

/** A run, step by step, as it was followed natively. */
export type Trace = {
  /** All threads of the system, in the order of their declaration. */
  readonly threads: readonly TraceThread[]
  /** For `lockproof replay --schedule`: thread names, each with its choices where it had any, and how often it steps in a row: `T0 T1:2 T0*14`. */
  readonly schedule: string
  readonly initial: readonly ObjectValue[]
  /** All locks at first, where locks were asked for. */
  readonly initialLocks?: readonly NamedLock[]
  readonly steps: readonly TraceStep[]
  /** All objects in the last state. */
  readonly final: readonly ObjectValue[]
  /** No run to such a violation has fewer steps. */
  readonly isShortest: boolean
  /** No run as short has fewer thread switches. */
  readonly hasFewestSwitches: boolean
  readonly switches: number
  /** Of a run without end: how many steps lead to its cycle, which the others are. Where there are no others, it stays as it is for ever. */
  readonly cycleStart?: number
  /** Of a run to where a thread is stuck: after how many steps nothing helps it any more. */
  readonly doomedFrom?: number
  /** Who that is. */
  readonly doomed?: string
  /** Of a run without end: what each thread does on its cycle. */
  readonly account?: readonly ThreadAccount[]
  /** Threads that wait for ever at its end, whatever others owe. */
  readonly stuck: readonly StuckThread[]
}
