import type { Lock } from './lock.ts'

type Threads<Call extends string> = readonly (readonly Call[])[]

/** The calls that all clients make equally often: made as often as by whoever makes most of them, the missing ones at the end. */
export function withTogether<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  threads: Threads<Call>,
): Threads<Call> {
  return callsTogether(lock).reduce<Threads<Call>>((all, call) => {
    const most = Math.max(...all.map((calls) => timesOf(call, calls)))
    return all.map((calls) => [...calls, ...Array<Call>(most - timesOf(call, calls)).fill(call)])
  }, threads)
}

/** Whether nobody is missing at any of them. */
export function areTogether<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  threads: Threads<Call>,
): boolean {
  return callsTogether(lock).every((call) => new Set(threads.map((calls) => timesOf(call, calls))).size <= 1)
}

function callsTogether<Call extends string>({ calls }: Lock<Call, string>): readonly Call[] {
  return (Object.keys(calls) as Call[]).filter((call) => calls[call].isTogether === true) // the keys are the calls
}

function timesOf<Call extends string>(call: Call, calls: readonly Call[]): number {
  return calls.filter((it) => it === call).length
}
