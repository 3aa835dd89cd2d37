/** Who goes first at a lock of readers and writers. */
import { type Draft, type ThreadId, withMember } from '../model/language/index.ts'

/**
 * `barging`: whoever comes; `readers`: a writer waits as long as a reader waits; `writers`: a reader waits as long as a writer waits; `arrival`: in the order
 * in which they came, readers next to each other together; `phase-fair`: the same, but where a writer ends all readers that wait come before the next
 * writer, so that a reader waits for one writer at most (Brandenburg, Anderson 2009).
 */
export type RwPolicy = 'barging' | 'readers' | 'writers' | 'arrival' | 'phase-fair'

export type Mode = 'read' | 'write'
export type Queued = { readonly thread: ThreadId; readonly mode: Mode }

type Rule = {
  /** Whose waiting others can see: they queue in one step, and acquire in another. */
  readonly enrols: readonly Mode[]
  /** Who lets whom go first, where that one is before it in the queue. */
  readonly givesWay: (mode: Mode, other: Mode) => boolean
  /** Whether the queue knows who came first. */
  readonly isOrdered: boolean
}

const inOrder: Rule = {
  enrols: ['read', 'write'],
  givesWay: (mode, other) => mode === 'write' || other === 'write',
  isOrdered: true,
}

const rules: Readonly<Record<RwPolicy, Rule>> = {
  barging: { enrols: [], givesWay: () => false, isOrdered: false },
  readers: { enrols: ['read'], givesWay: (mode, other) => mode === 'write' && other === 'read', isOrdered: false },
  writers: { enrols: ['write'], givesWay: (mode, other) => mode === 'read' && other === 'write', isOrdered: false },
  arrival: inOrder,
  'phase-fair': inOrder,
}

/** All policies, for whoever means one of them. */
export const policies: readonly string[] = Object.keys(rules)

/** Whether others see that such a thread waits. */
export function enrols(policy: RwPolicy, mode: Mode): boolean {
  return rules[policy].enrols.includes(mode)
}

/** Those whom the thread lets go first. */
export function ahead<Q extends Queued>(policy: RwPolicy, queue: readonly Q[], me: ThreadId, mode: Mode): readonly Q[] {
  const place = queue.findIndex(({ thread }) => thread === me)
  const before = place === -1 ? queue : queue.slice(0, place)
  return before.filter((other) => rules[policy].givesWay(mode, other.mode))
}

/** The queue with one more at its end. */
export function enrolled(policy: RwPolicy, queue: readonly Draft<Queued>[], one: Queued): Draft<Queued>[] {
  return rules[policy].isOrdered ? [...queue, one] : withMember(queue, one)
}

/** The queue when a writer has ended. */
export function afterWriter(policy: RwPolicy, queue: readonly Draft<Queued>[]): Draft<Queued>[] {
  const of = (wanted: Mode) => queue.filter(({ mode }) => mode === wanted)
  return policy === 'phase-fair' ? [...of('read'), ...of('write')] : [...queue]
}
