/** The most general clients of a lock: threads that call again and again, in any order that its rules allow. */
import { chosenBy, proc } from '../model/language/frames.ts'
import { again, loop } from '../model/language/loops.ts'
import { may } from '../model/language/may.ts'
import type { Steps } from '../model/language/steps.ts'
import type { Lock } from '../model/locks/lock.ts'
import { openAfter } from '../model/locks/well-behaved.ts'
import type { ThreadId } from '../model/values/thread-id.ts'
import type { Monitor } from './monitor.ts'

export type Client = {
  /** Whose rules they obey. */
  readonly rules: Lock<string, string>
  /** Of the implementation. */
  readonly bodies: { readonly [call: string]: (me: ThreadId) => Steps<unknown> }
  readonly monitor: Monitor
  /** Sections that are open at once. */
  readonly depth: number
  /** Which calls it makes. */
  readonly wanted: readonly string[]
  /** How many; `null`: for ever. */
  readonly calls: number | null
}

/** What a client remembers between two calls: that is all, so any number of them is finitely many states. */
type Between = { readonly open: readonly string[]; readonly left: number | null }

/** Clients may stop calling at any time: nobody who waits can rely on their next call. */
export function* performClient({ rules, bodies, wanted, monitor, depth, calls }: Client, me: ThreadId): Steps<void> {
  const initial: Between = { open: [], left: calls }
  yield* loop(initial, function* ({ open, left }): Steps<unknown> {
    const legal = left === 0 ? [] : wanted.filter((it) => openAfter(rules, open, it, depth))
    if (legal.length === 0) return
    const call = yield* chosenBy('its next call', legal)
    yield* may(monitor.called(me, call))
    const answer = yield* proc(() => (bodies[call] as (typeof bodies)[string])(me), { name: call })() // one of its calls
    yield* monitor.returned(me, call, answer)
    const isRefused = answer === false && rules.calls[call]?.opens !== undefined
    const after = isRefused ? open : (openAfter(rules, open, call, depth) ?? open)
    return again({ open: after, left: left === null ? null : left - 1 })
  })
}
