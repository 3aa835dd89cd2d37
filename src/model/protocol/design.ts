/** What the language makes of a design and the compiler starts from: declarations, and functions that have not run yet. */
import type { ThreadId } from '../values/thread-id.ts'
import type { ObjectDeclaration, PredicateDeclaration, RegionDeclaration } from './declarations.ts'
import type { MemoryEvent } from './memory-event.ts'
import type { FenceOrder, MemoryName, MemoryUse } from './orders.ts'
import type { Performance } from './step.ts'
import type { FairnessDeclaration, LivenessDeclaration } from './waiting.ts'

/** One way an operation can go at one value: it answers, or it fails. A list of none says that it is blocked there. */
export type Outcome =
  /** `text`: of the value, where it has been encoded. */
  | { readonly value: unknown; readonly answer: unknown; readonly text?: string }
  /** `value` is what the object keeps. */
  | { readonly value: unknown; readonly failure: Error }

export type OperationRole = 'check' | 'bookkeeping'

/** An access to one object; two requests with the same object and key are the same operation. */
export type OperationRequest = {
  readonly kind: 'operation'
  readonly object: ObjectDeclaration
  /** Of an access to a memory that several cells share: the cell. */
  readonly cell?: ObjectDeclaration
  /** Of such an access: how. */
  readonly accesses?: MemoryUse | Pick<FenceRequest, 'kind' | 'order'>
  /** Of such an access, where two alternatives are told apart: which value of the cell it meets. Nobody is owed an old one. */
  readonly sees?: 'the last' | 'an old one'
  /** What memory did where this led from one value of it to another. */
  readonly memoryEvent?: (before: unknown, after: unknown) => MemoryEvent | undefined
  readonly key: string
  /** The word for what it does: `store`, `tryAcquire`. */
  readonly method: string
  /** As the user gave them; a predicate or a change is one, too. */
  readonly args: readonly unknown[]
  /** What `when` was given, where the step waits for that before it does what `method` says: a value, or a predicate. */
  readonly guard?: { readonly given: unknown } | undefined
  /** As the user writes it: `flag[0].store('up')`. For people; nothing is read out of it. */
  readonly label: string
  readonly isReadOnly: boolean
  /** It waits at some value, or nobody knows. */
  readonly mayWait: boolean
  /** Of a cell that threads see: how it uses memory, where that is not sequentially consistent. */
  readonly memory?: MemoryUse
  /** *check*: it only asks whether a rule is kept; *bookkeeping*: it only notes what checks look at. For people, who need not see it. */
  readonly role?: OperationRole
  /** What a client does, as others see it. A return is part of the step before it, and never waits. */
  readonly event?: 'call' | 'return'
  /** Pure. */
  readonly run: (value: unknown) => readonly Outcome[]
  /** The same, faster and not always able to: then `undefined`. Whoever calls it compares it with `run` at first. */
  readonly runFast?: (value: unknown) => readonly Outcome[] | undefined
}

/** What happens when the body of a frame has returned: it starts again with a new loop state, or the frame leaves one value behind. */
export type AfterBody = { readonly again: unknown } | { readonly leaves: unknown }

/**
 * What opened a frame: `atomically` joins its operations to one step, `recording` a ghost update to its step; `spinUntil` waits by trying again and again;
 * `sees` tells which value a step of memory sees; of the first step inside `may` nobody owes anything, and to wait at that inside `idle` is no error.
 */
export type FrameWord =
  | 'proc'
  | 'loop'
  | 'forever'
  | 'fold'
  | 'repeat'
  | 'retry'
  | 'repeatUntil'
  | 'spinUntil'
  | 'atomically'
  | 'region'
  | 'recording'
  | 'may'
  | 'idle'
  | 'either'
  | 'mayEnd'
  | 'onlyWhile'
  | 'sees'

/** A call as its caller writes it, `m.lock()`; and what it answers, where that has words of its own. */
export type RoutineWords = { readonly text: () => string; readonly answers?: (answer: unknown) => string }

/** A part of a body with a history of its own: a call of a proc, an iteration of a loop, a region, an atomic block. */
export type FrameRequest = {
  readonly kind: 'frame'
  readonly word: FrameWord
  /** Of a proc, a region or an operation the user's; for messages. */
  readonly name: string
  readonly initial: unknown
  readonly body: (state: unknown) => Performance<unknown>
  readonly after: (state: unknown, result: unknown) => AfterBody
  readonly source: (...args: never[]) => unknown
  /** Of the word `region` only. */
  readonly region?: RegionDeclaration
  /** Of a routine that others bring along, for people. */
  readonly call?: RoutineWords
  /** Of the word `atomically`: one step as the model of a routine has it, no assumption of the design. */
  readonly isOfRoutine?: boolean
}

/** `word`: whose choice it is, for people: of `either` and `mayEnd` what follows tells what was chosen. */
export type ChoiceRequest = {
  readonly kind: 'choice'
  readonly word: 'choose' | 'either' | 'mayEnd' | 'its next call'
  readonly options: readonly unknown[]
}

/** Orders what a thread does to memory; no step where memory is sequentially consistent. */
export type FenceRequest = { readonly kind: 'fence'; readonly order: FenceOrder; readonly label: string }

export type Request =
  | OperationRequest
  | FenceRequest
  | { readonly kind: 'step'; readonly label: string }
  | ChoiceRequest
  | { readonly kind: 'note'; readonly text: string }
  | FrameRequest

export type ThreadDeclaration = {
  readonly name: string
  readonly id: ThreadId
  /** What `thread` or `threads` was given to tell it from others: an id, or a plain number or name. */
  readonly key: unknown
  /** Threads made by one call of `threads` are a family: alike but for their id. */
  readonly family: number
  readonly body: () => Performance<unknown>
  /** What its body is taken to ask for, by the place where it does. Places are read for it, whatever that costs. */
  readonly rewrites?: (
    request: OperationRequest | FenceRequest,
    site: string | undefined,
  ) => OperationRequest | FenceRequest | undefined
  /** What it performs in place of what its body asks for: memory's steps, or none. Without it operations are what they are, and fences nothing. */
  readonly translate?: (request: OperationRequest | FenceRequest) => OperationRequest | FrameRequest | undefined
  /** Of what no designer has written, a store buffer: the name of the thread whose stores it makes visible. */
  readonly serves?: string
  /** Where it was declared. */
  readonly site?: string | undefined
  readonly source: (...args: never[]) => unknown
}

export type PropertyDeclaration = PredicateDeclaration & {
  readonly kind: 'always' | 'never' | 'reachable'
  /** Reports have one line for all that are part of it and of which the same is known. */
  readonly partOf?: string
}

/** Where a thread may stay for ever: always, and then nobody owes it the steps there; or, where there is a condition, as long as that holds. */
export type RestDeclaration = {
  readonly region: RegionDeclaration
  readonly condition?: PredicateDeclaration
}

/** Steps to a cycle, and those of the cycle. */
type LassoLength = { readonly stem?: number | undefined; readonly cycle?: number | undefined }

/** What a system says that a check must find. */
export type Expectation =
  | { readonly verdict: 'verified' }
  | { readonly verdict: 'deadlock'; readonly steps?: number | undefined }
  /** This thread is stuck, whether others go on or not. */
  | { readonly verdict: 'stuck'; readonly thread: string; readonly steps?: number | undefined }
  | ({ readonly verdict: 'violated'; readonly property: string; readonly steps?: number | undefined } & LassoLength)
  /** A run without end in which this thread waits for ever. */
  | ({ readonly verdict: 'starves'; readonly thread: string } & LassoLength)
  /** A call of a refinement answers what the specification would not, or waits for ever where that would not. */
  | { readonly verdict: 'answers' | 'waits'; readonly call: string; readonly steps?: number | undefined }
  | { readonly verdict: 'failed'; readonly message: string; readonly steps?: number | undefined }

export type Design = {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly objects: readonly ObjectDeclaration[]
  readonly regions: readonly RegionDeclaration[]
  readonly threads: readonly ThreadDeclaration[]
  readonly properties: readonly PropertyDeclaration[]
  readonly rests: readonly RestDeclaration[]
  readonly liveness: readonly LivenessDeclaration[]
  readonly fairness: FairnessDeclaration
  readonly isDeadlockAllowed: boolean
  readonly expectation: Expectation
  /** What it says of one memory in place of that. */
  readonly expectedOver?: Readonly<Partial<Record<MemoryName, Expectation>>>
  /** Its objects have values without end, or far too many together: they are left to the search. */
  readonly isOpen?: boolean
  /** The same, described again. */
  readonly again?: Design
}

export function expectationOver(
  { expectation, expectedOver = {} }: Pick<Design, 'expectation' | 'expectedOver'>,
  memory: MemoryName = 'sc',
): Expectation {
  return expectedOver[memory] ?? expectation
}
