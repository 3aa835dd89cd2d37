export { current } from 'immer'
export {
  type Check,
  type CheckProgress,
  check,
  type ReplayOptions,
  replay,
  startCheck,
} from './check/check.ts'
export type { CheckLimits, CheckOptions, Phase } from './check/options/check-options.ts'
export type { PctOptions, PreemptionOptions, RandomWalkOptions, SearchKind } from './check/options/search-kinds.ts'
export { InternalError } from './errors/internal-error.ts'
export { ModelError, type ModelErrorCode } from './errors/model-error.ts'
export { UsageError, type UsageErrorCode } from './errors/usage-error.ts'
export type { PctSample, PreemptionSample, RandomWalkSample, Sample } from './explorer/findings/sample.ts'
export type { Limit } from './explorer/findings/search-result.ts'
export type { ReductionKind } from './explorer/reduced/reduced.ts'
export { type Bits, bits } from './model/language/bits.ts'
export { type Cell, cell, counter, modulo, range, type When } from './model/language/cell.ts'
export type { Draft, Immutable } from './model/language/data.ts'
export type { ExpectedVerdict } from './model/language/expectation.ts'
export { type Fairness, type StrongAction, strong } from './model/language/fairness.ts'
export { atomically, choose, note, type ProcOptions, proc, step } from './model/language/frames.ts'
export type { Ghost, GhostOf } from './model/language/ghost.ts'
export { type Handle, type Heap, type HeapSize, heap, type Memory } from './model/language/heap.ts'
export { again, fold, forever, loop, repeat, repeatUntil, retry, spinUntil } from './model/language/loops.ts'
export { type AnswerOf, either, idle, interrupt, may, type Part, rest, timeout } from './model/language/may.ts'
export { type Ending, mayEnd } from './model/language/may-end.ts'
export { withMember, withoutMember } from './model/language/members.ts'
export { nameOf } from './model/language/name-of.ts'
export { type ObjectOptions, object, type SharedHandle, type SharedObject } from './model/language/object.ts'
export type { Observable, Observed } from './model/language/observe.ts'
export { onlyWhile } from './model/language/only-while.ts'
export { fence } from './model/language/orders.ts'
export { type Plain, type Plains, plain, plains } from './model/language/plain.ts'
export { ensure, pick, waitUntil } from './model/language/recipe.ts'
export type { Inside, Region } from './model/language/region.ts'
export type { Row } from './model/language/row.ts'
export { type Cells, cells, type Objects, objects } from './model/language/rows.ts'
export type { GhostUpdate, Operation, Steps } from './model/language/steps.ts'
export {
  type Family,
  type PropertyOptions,
  type System,
  system,
  type Tools,
  threadIds,
} from './model/language/system.ts'
export type { PropositionOf, WaitingTools } from './model/language/waiting.ts'
export type { Ahead } from './model/protocol/declarations.ts'
export type { Expectation } from './model/protocol/design.ts'
export type { LockOwner, LockView } from './model/protocol/lock-view.ts'
export type { FenceOrder, LoadOrder, MemoryModel, Order, StoreOrder } from './model/protocol/orders.ts'
export type { Step } from './model/protocol/step.ts'
export type { ThreadId } from './model/values/thread-id.ts'
export { threadIdName } from './model/values/thread-id.ts'
export { type NeededOrdersOptions, neededOrders } from './orders/needed-orders.ts'
export type { Ground } from './verdict/ground.ts'
export type { NeededAtSite, NeededOrder, NeededOrders, WeakerOrder } from './verdict/needed-orders.ts'
export type { Site } from './verdict/site.ts'
export type {
  Change,
  MemoryMove,
  Move,
  NamedLock,
  ObjectValue,
  Reason,
  RoutineCall,
  Span,
  StuckThread,
  Trace,
  TraceStep,
  TraceThread,
} from './verdict/trace.ts'
export type { ThreadValue, Value } from './verdict/value.ts'
export type { Answer, FileLines, Verdict, VerdictKind, Violation } from './verdict/verdict.ts'
export type { Warning } from './verdict/warning.ts'
