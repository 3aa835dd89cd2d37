import { type Operation, object, proc, type SharedHandle, type Steps, waitUntil } from '../model/language/index.ts'
import { flag, oneOf } from '../options/kinds.ts'
import { requireOptions } from './options.ts'
import { part } from './part.ts'
import { type Ended, left, type WaitOptions, waits } from './waits.ts'
import { callOf } from './words.ts'

/** The value of an event. */
export type Signal = { readonly isSet: boolean }

/** What threads wait for until it is set: KEVENT, CreateEvent, ManualResetEvent, threading.Event. To wait is one step, and promises no order. */
export type Event = SharedHandle<Signal> & {
  /** Waits until it is set; where it resets itself, takes the signal. */
  wait<const W extends WaitOptions = {}>(options?: W): Steps<'set' | Ended<W>>
  /** Sets it. What is set already stays so: two signals are one. */
  set(): Operation
  /** Takes the signal back. */
  reset(): Operation
  /** Whether it is set now. */
  isSet(): Operation<boolean>
}

/**
 * An event. `'auto'`: one who waits takes the signal (a synchronization event); `'manual'`: it stays set, and lets all pass, until it is reset (a
 * notification event).
 * @example
 * const { done } = shared({ done: event('manual') })
 * yield* done.wait({ mayTimeOut: true })
 */
export function event(kind: 'auto' | 'manual', isSet = false): Event {
  requireOptions('event', { kind, isSet }, { kind: oneOf(['auto', 'manual']), isSet: flag })
  const it = object<Signal>({ isSet })(
    {
      awaits(d) {
        waitUntil(d.isSet)
        if (kind === 'auto') d.isSet = false
        return 'set' as const
      },
      set(d) {
        d.isSet = true
      },
      reset(d) {
        d.isSet = false
      },
    },
    {
      reads: { isSet: (d) => d.isSet },
      waits: ['awaits'],
      words: (d) => (d.isSet ? 'set' : 'not set'),
    },
  )
  const wait = proc(
    function* wait(options: WaitOptions = {}): Steps<unknown> {
      return yield* waits(it.awaits(), left, options)
    },
    { call: () => callOf(it, 'wait') },
  ) as Event['wait'] // the options say how it may end
  return part(it, { wait, set: it.set, reset: it.reset, isSet: it.isSet })
}
