import type { Resource } from '../../model/eresource/index.ts'
import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import type { ThreadDeclaration } from '../../model/protocol/design.ts'
import type { History } from '../../model/run/history.ts'
import type { RoutineName } from '../recording/routines.ts'
import type { Machine } from './machine.ts'

/** A call that has not returned: where in the routine its thread waits. */
export type OpenCall = {
  readonly body: ThreadDeclaration
  readonly answer: Answer
  readonly history: History
  /** Which routine, where nobody knows how far it is. */
  readonly inFlight?: RoutineName
  /** It is through, among calls in flight, and nobody has seen it return. */
  readonly returned?: { readonly value: unknown }
}

/** Filled in when the routine returns. */
export type Answer = { value?: unknown }

/**
 * A state of the model between two steps of a recording. A thread in an open call that was granted may have resumed already or not: nothing of the
 * state depends on that, since resuming changes nothing that others can see (but for the placeholder owner, which the fields know of).
 */
export type State = {
  readonly machine: Machine
  readonly values: ReadonlyMap<ObjectDeclaration, unknown>
  /** By the name of the thread, oldest first. */
  readonly openCalls: ReadonlyMap<string, OpenCall>
  /** Why the machine has stopped. */
  readonly stop: string | undefined
}

export function initialState(machine: Machine): State {
  const values = new Map(machine.objects.map((object) => [object, object.initial]))
  return { machine, values, openCalls: new Map(), stop: undefined }
}

export function resourceOf({ machine, values }: State): Resource {
  return values.get(machine.resource) as Resource // it holds nothing else
}
