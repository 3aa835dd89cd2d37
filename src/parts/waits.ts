/** How a wait at a part may end but for being served. */
import { either, may, type Steps, step } from '../model/language/index.ts'
import { flag } from '../options/kinds.ts'
import { requireOptions } from './options.ts'

/** How a wait may end but for being served. What *may* happen nobody owes: who waits, and would go on by that alone, is stuck. */
export type WaitOptions = {
  /** The time may be over, at any moment and never for certain. */
  readonly mayTimeOut?: boolean
  /** Some time the time is over for certain, so that nobody is stuck who has it. */
  readonly timesOut?: boolean
  /** A signal, an alert, a cancellation may come. */
  readonly mayBeInterrupted?: boolean
}

/** What a wait with these options may answer where it was not served; of options that are not known yet, whatever they may say. */
export type Ended<W extends WaitOptions> =
  | (true extends Said<W, 'mayTimeOut' | 'timesOut'> ? 'timed out' : never)
  | (true extends Said<W, 'mayBeInterrupted'> ? 'interrupted' : never)

/** What is said under these keys; nothing under one that is missing. */
type Said<W, K extends keyof WaitOptions> = K extends keyof W ? W[K] : never

/** How it ends at one moment: what the thread leaves behind in the object goes with it, in the same step. */
export type Why = 'timed out' | 'interrupted' | 'woken'

/** A wait: being served, or leaving by `leaves`, which is told why. `spurious`: it may wake for no reason. */
export function waits<R, W extends WaitOptions>(
  served: Steps<R>,
  leaves: (why: Why) => Steps<unknown>,
  options: WaitOptions,
  spurious = false,
): Steps<R | Ended<W>> {
  requireOptions('a wait', options, { mayTimeOut: flag, timesOut: flag, mayBeInterrupted: flag })
  const { mayTimeOut = false, timesOut = false, mayBeInterrupted = false } = options
  const ways: readonly Steps<unknown>[] = [
    served,
    ...(timesOut ? [leaves('timed out')] : mayTimeOut ? [may(leaves('timed out'))] : []),
    ...(mayBeInterrupted ? [may(leaves('interrupted'))] : []),
    ...(spurious ? [may(leaves('woken'))] : []),
  ]
  return (ways.length === 1 ? served : either(...ways)) as Steps<R | Ended<W>> // the options say which ends there are
}

/** How to leave where nothing of a thread that waits is in the object. */
export function* left(why: Why): Steps<Why> {
  yield* step(why)
  return why
}
