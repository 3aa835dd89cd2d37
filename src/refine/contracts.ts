/** When a call is proper, beside the rules of sections: asked of all states in which the specification may be, since a client that cannot know must not. */
import { call } from '../model/run/call.ts'
import { inKeyOrder } from '../model/values/plain.ts'
import type { ThreadId } from '../model/values/thread-id.ts'
import { type Abstract, callersIn, type Specification } from './specification.ts'
import { callOf } from './words.ts'

/** Who wants to call, and the calls of others that have not returned. */
export type Caller = { readonly me: ThreadId; readonly calling: readonly string[] }

/** Whether a call is proper where the specification's objects, by their names, are so. */
// biome-ignore lint/suspicious/noExplicitAny: what the objects hold, the author of the specification knows
export type Contract = (objects: Readonly<Record<string, any>>, caller: Caller) => boolean

export type Contracts = { readonly [call: string]: Contract | undefined }

/** Whether each of these states allows it. */
export function isProper(
  specification: Specification,
  states: readonly Abstract[],
  me: ThreadId,
  name: string,
  requires: Contract,
): boolean {
  return states.every((state) => {
    const objects = Object.fromEntries(
      specification.objects.map((object) => [object.name, inKeyOrder(state.objects[object.name], object.order)]),
    )
    const calling = callersIn(state).map((other) => callOf(state, other))
    const code = { source: requires, role: 'function', name: `requires of ${name}` } as const
    return call(code, undefined, () => requires(objects, { me, calling }))
  })
}
