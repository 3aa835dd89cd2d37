/** The calls of a specification, one at a time: what its threads do with none of the rules that clients have. */
import { chosenBy, proc } from '../model/language/frames.ts'
import { request, type Steps } from '../model/language/steps.ts'
import { type System, system } from '../model/language/system.ts'
import type { Lock } from '../model/locks/lock.ts'
import type { ObjectDeclaration } from '../model/protocol/declarations.ts'
import type { Arrival } from '../model/run/thread-run.ts'
import { byLetters } from '../model/values/key-list.ts'
import type { ThreadId } from '../model/values/thread-id.ts'

/** Threads that choose a call, make it, and have its answer: then nothing is left to do but to return. */
export function callsOf({ name, calls, describe }: Lock<string, string>, clients: readonly ThreadId[]): System {
  return system(name, (tools) => {
    const bodies = describe(tools, clients)
    tools.threads(clients, function* (me) {
      const call = yield* chosenBy('choose', Object.keys(calls))
      const answer = yield* proc(() => (bodies[call] as (typeof bodies)[string])(me), { name: call })() // one of its calls
      yield* answers(answer)
    })
  })
}

/** What such a thread has been answered, when it has. */
export function answeredAt({ pending }: Arrival): { readonly answer: unknown } | undefined {
  if (pending.kind !== 'operation' || pending.request.object !== client) return undefined
  return { answer: pending.request.args[0] }
}

/** Who called: nobody shares it, and no step of it is ever taken. */
const client: ObjectDeclaration = {
  name: 'the client',
  madeBy: undefined,
  initial: null,
  order: byLetters,
  domain: undefined,
  isGhost: false,
  owners: undefined,
}

function answers(answer: unknown): Steps {
  const of = { object: client, method: 'answers', args: [answer], key: '', label: 'answers', isReadOnly: true }
  return request<void>({ kind: 'operation', ...of, mayWait: false, run: () => [] }, 'answers')
}
