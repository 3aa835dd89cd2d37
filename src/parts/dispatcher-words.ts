/** What a dispatcher says of itself in reports. */
import { type Ahead, type Immutable, type ThreadId, threadIdName } from '../model/language/index.ts'
import type { Dispatched } from './dispatched.ts'
import type { KernelState } from './kernel-objects.ts'
import { namesOf } from './words.ts'

/** Of mutexes: nothing else has an owner. */
export function owners({ objects }: Immutable<Dispatched>): readonly ThreadId[] {
  return [...new Set(Object.values(objects).flatMap((state) => ownerOf(state)))]
}

function ownerOf(state: KernelState): readonly ThreadId[] {
  return typeof state === 'object' && state.owner !== null ? [state.owner] : []
}

export function waitsFor({ objects, waiting }: Immutable<Dispatched>, me: ThreadId): readonly Ahead[] {
  const on = waiting.find(({ thread }) => thread === me)?.on ?? []
  return on.flatMap((name) => ownerOf(objects[name] as KernelState).map((thread) => ({ thread, why: `owns ${name}` })))
}

/** `done signaled, jobs 2, list owned by T0, late set (waiting: T1)`. */
export function words({ objects, waiting }: Immutable<Dispatched>): string {
  const said = Object.entries(objects).map(([name, state]) => `${name} ${stateWords(state)}`)
  const those = waiting.length === 0 ? '' : ` (waiting: ${namesOf(waiting.map(({ thread }) => thread))})`
  return `${said.join(', ')}${those}`
}

function stateWords(state: KernelState): string {
  if (typeof state === 'object') return state.owner === null ? 'free' : `owned by ${threadIdName(state.owner)}`
  return typeof state === 'boolean' ? (state ? 'signaled' : 'not signaled') : String(state)
}
