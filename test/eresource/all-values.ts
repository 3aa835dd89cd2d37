import type { ThreadId } from 'lockproof'
import type { Resource } from 'lockproof/eresource'
import { countOf, exclusiveOwner, isWaiting } from '#eresource'
import { encode } from '../../src/model/values/encode.ts'
import type { Call, Machine } from './apply.ts'

const acquires = [
  'ExAcquireResourceExclusiveLite',
  'ExAcquireResourceSharedLite',
  'ExAcquireSharedStarveExclusive',
  'ExAcquireSharedWaitForExclusive',
] as const

/** Every routine that a thread may call, with every argument: mistakes left out, except that it may wait for itself. */
export function callsOf(value: Resource, me: ThreadId, depth: number): readonly Call[] {
  if (isWaiting(value, me)) return []
  const count = countOf(value.owners, me)
  const acquire = acquires.flatMap((routine) => [true, false].map((Wait): Call => [routine, me, Wait]))
  const release: readonly Call[] = [
    ['ExReleaseResourceLite', me],
    ['ExReleaseResourceForThreadLite', me],
  ]
  return [
    ...(count < depth ? [...acquire, ['ExTryToAcquireResourceExclusiveLite', me] as const] : []),
    ...(count > 0 ? release : []),
    ...(exclusiveOwner(value) === me ? [['ExConvertExclusiveToSharedLite', me] as const] : []),
  ]
}

export type Transition = {
  readonly before: Resource
  readonly call: Call
  readonly me: ThreadId
  readonly after: Resource
  readonly answer: unknown
}

/** Everything that threads can do to a resource without a mistake: every value that it can have, every call there. */
export function transitionsOf(machine: Machine, threads: readonly ThreadId[], depth: number): readonly Transition[] {
  const seen = new Map<string, Resource>()
  const transitions: Transition[] = []
  const frontier: Resource[] = [machine.initial]
  for (let before = frontier.pop(); before !== undefined; before = frontier.pop()) {
    for (const me of threads) {
      for (const call of callsOf(before, me, depth)) {
        const { value: after, answer, failure } = machine.apply(before, call)
        if (failure !== undefined) throw new Error(`${call[0]}: ${failure}`)
        transitions.push({ before, call, me, after, answer })
        const key = encode(after, 'a value')
        if (!seen.has(key)) frontier.push(after)
        seen.set(key, after)
      }
    }
  }
  return transitions
}

/** Every value that the threads can reach, none of them ever waiting for itself. */
export function valuesOf(machine: Machine, threads: readonly ThreadId[], depth: number): readonly Resource[] {
  const found = new Map([[encode(machine.initial, 'a value'), machine.initial]])
  for (const value of found.values()) {
    for (const me of threads) {
      for (const call of callsOf(value, me, depth).filter((call) => !mayWaitForItself(value, me, call))) {
        const { value: next } = machine.apply(value, call)
        found.set(encode(next, 'a value'), next)
      }
    }
  }
  return [...found.values()]
}

/** What a reader must not call with Wait, even where it would be granted at this moment. */
function mayWaitForItself(value: Resource, me: ThreadId, [routine, , Wait]: Call): boolean {
  const isReader = countOf(value.owners, me) > 0 && exclusiveOwner(value) !== me
  return (
    isReader &&
    Wait === true &&
    (routine === 'ExAcquireResourceExclusiveLite' || routine === 'ExAcquireSharedWaitForExclusive')
  )
}
