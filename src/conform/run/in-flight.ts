/**
 * Calls in flight: they had not returned when the next step began, and nobody knows how far they were. They go on by themselves between any two steps;
 * and whose grant nobody saw taken may lose it to another of its class, as in the structure. Who was seen to sleep in its wait does not: a
 * signal is for those who sleep, in their order, and one that finds nobody asleep stays for whoever comes.
 */
import { at } from '../../errors/at.ts'
import { historyKey } from '../../model/run/history.ts'
import { encode } from '../../model/values/encode.ts'
import { resume } from './perform.ts'
import { type OpenCall, resourceOf, type State } from './state.ts'

/** All states that these may have become. */
export function ways(states: readonly State[]): readonly State[] {
  const found = new Map<string, State>()
  const stack = [...states]
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    const settled = withSleepersGranted(state)
    const key = keyOf(settled)
    if (found.has(key)) continue
    found.set(key, settled)
    for (const thread of settled.openCalls.keys()) stack.push(...goneOn(settled, thread))
  }
  return [...found.values()]
}

/** Every way in which a call goes on; its return is seen later. */
function goneOn(state: State, thread: string): readonly State[] {
  const call = state.openCalls.get(thread)
  if (call === undefined || call.returned !== undefined || state.stop !== undefined) return []
  return resume(state, thread).map(({ ending, after }) => {
    if (ending.kind !== 'returns') return after
    return { ...after, openCalls: new Map(state.openCalls).set(thread, { ...call, returned: { value: ending.value } }) }
  })
}

function withSleepersGranted(state: State): State {
  const { unclaimed = [] } = resourceOf(state)
  const granted = [...state.openCalls].find(([name, call]) => {
    const id = state.machine.threads.get(name)?.id
    return isAsleep(call) && id !== undefined && unclaimed.includes(id)
  })
  return granted === undefined ? state : withSleepersGranted(at(goneOn(state, granted[0]), 0, 'ways on of a grant'))
}

function isAsleep({ inFlight, returned }: OpenCall): boolean {
  return inFlight === undefined && returned === undefined
}

function keyOf({ machine, values, openCalls, stop }: State): string {
  const data = [...values.values()].map((value) => encode(value, 'a value'))
  const calls = [...openCalls].map(([name, { history, returned }]) => [name, historyKey(history, name), returned])
  return JSON.stringify([machine.number, data, calls, stop])
}
