import { object, proc, type SharedHandle, type Steps, waitUntil } from '../model/language/index.ts'
import { part } from './part.ts'
import { callOf } from './words.ts'

/** How far it is. */
export type Progress = { readonly state: 'new' | 'running' | 'done' }

/** What is done once, whoever comes first: `call_once`, `pthread_once`, `InitOnceExecuteOnce`. */
export type Once = SharedHandle<Progress> & {
  /** Runs the body, unless somebody has; waits while somebody does. */
  call(body: () => Steps<unknown>): Steps
}

/**
 * A flag for what is done once. A body that comes to the same `call` waits for itself.
 * @example
 * const { ready, table } = shared({ ready: once(), table: cell(['empty', 'filled']) })
 * yield* ready.call(() => table.store('filled'))
 */
export function once(): Once {
  const it = object<Progress>({ state: 'new' })(
    {
      begins(d) {
        waitUntil(d.state !== 'running')
        if (d.state === 'done') return false
        d.state = 'running'
        return true
      },
      ends(d) {
        d.state = 'done'
      },
    },
    { waits: ['begins'], words: ({ state }) => (state === 'new' ? 'not begun' : state) },
  )
  const call = proc(
    function* call(body: () => Steps<unknown>): Steps {
      if (!(yield* it.begins())) return
      yield* body()
      yield* it.ends()
    },
    { call: () => callOf(it, 'call') },
  )
  return part(it, { call })
}
