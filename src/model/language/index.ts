export { current } from 'immer'
export type { Ahead } from '../protocol/declarations.ts'
export type { Expectation } from '../protocol/design.ts'
export type { LockOwner, LockView } from '../protocol/lock-view.ts'
export type { ThreadId } from '../values/thread-id.ts'
export { threadIdName } from '../values/thread-id.ts'
export { type Cell, cell, counter, modulo, range, type When } from './cell.ts'
export { type Cells, cells } from './cells.ts'
export type { Draft, Immutable } from './data.ts'
export type { ExpectedVerdict } from './expectation.ts'
export { type Fairness, type StrongAction, strong } from './fairness.ts'
export {
  again,
  atomically,
  choose,
  fold,
  forever,
  inOneStep,
  loop,
  note,
  proc,
  repeatUntil,
  spinUntil,
  step,
} from './frames.ts'
export type { Ghost, Ghosts } from './ghost.ts'
export { type AnswerOf, either, idle, interrupt, may, type Part, rest, timeout } from './may.ts'
export { type Ending, mayEnd } from './may-end.ts'
export { withMember, withoutMember } from './members.ts'
export { type AnySharedObject, nameOf, type ObjectOptions, object, type SharedObject } from './object.ts'
export type { Observable, Observed } from './observe.ts'
export { ensure, pick, waitUntil } from './recipe.ts'
export type { Inside, Region } from './region.ts'
export type { GhostUpdate, Operation, Steps } from './steps.ts'
export { type Family, type System, system, type Tools, threadIds } from './system.ts'
export type { PropositionOf, WaitingTools } from './waiting.ts'
