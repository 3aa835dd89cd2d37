import {
  ensure,
  type Operation,
  object,
  proc,
  type SharedHandle,
  type Steps,
  type ThreadId,
  waitUntil,
  withMember,
  withoutMember,
} from '../model/language/index.ts'
import { flag } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { assumed } from './sleepers.ts'
import { type Ended, left, type WaitOptions, waits } from './waits.ts'
import { callOf, namesOf } from './words.ts'

/** The value of permits: who has one. */
export type Granted = { readonly granted: readonly ThreadId[] }

/** A permit for each thread: LockSupport.park, std::thread::park, NtWaitForAlertByThreadId. */
export type ThreadPermits = SharedHandle<Granted> & {
  /** Waits for the caller's permit, and takes it; or returns for no reason, and takes none. The answer does not tell which. */
  park<const W extends WaitOptions = {}>(me: ThreadId, options?: W): Steps<'woken' | Ended<W>>
  /** Gives the thread its permit, parked or not; it has one at most. */
  unpark(whom: ThreadId): Operation
}

/**
 * Permits of these threads: to unpark one that has not parked yet is not lost. `spurious`: whether a thread may return from `park` without; so it is
 * unless `false` is given.
 * @example
 * const { permit } = shared({ permit: permits([me]) })
 * yield* permit.unpark(me)
 * yield* permit.park(me, { mayTimeOut: true })
 */
export function permits(threads: readonly ThreadId[], options: { readonly spurious?: boolean } = {}): ThreadPermits {
  requireOptions('permits', options, { spurious: flag })
  const { spurious = true } = options
  const it = object<Granted>({ granted: [] })(
    {
      parks(d, me: ThreadId) {
        waitUntil(d.granted.includes(me))
        d.granted = withoutMember(d.granted, me)
        return 'woken' as const
      },
      unpark(d, whom: ThreadId) {
        ensure(threads.includes(whom), 'unparked: a thread that has no permit here')
        d.granted = withMember(d.granted, whom)
      },
    },
    {
      waits: ['parks'],
      words: ({ granted }) => (granted.length === 0 ? 'none' : `of ${namesOf(granted)}`),
      ...assumed(options),
    },
  )
  const park = proc(
    function* park(me: ThreadId, options: WaitOptions = {}): Steps<unknown> {
      return yield* waits(it.parks(me), left, options, spurious)
    },
    { call: (me) => callOf(it, 'park', me) },
  ) as ThreadPermits['park'] // the options say how it may end
  return part(it, { park, unpark: it.unpark })
}
