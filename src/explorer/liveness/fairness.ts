/** What is assumed of runs without end: of whom it is said that it goes on when it can. */
import type { ThreadIndex } from '../../model/ir.ts'
import type { Arena } from '../graph/graph.ts'
import { By } from '../steps/by.ts'

/**
 * A run is *weakly* fair to a thread that steps again and again, or again and again is owed no step; *strongly* if it steps again and again, or is
 * owed a step only finitely often; to an action of a thread, if it happens again and again, or is possible only finitely often. To stay for ever where
 * nobody is owed a step is fair to all threads.
 */
export type Fairness = {
  /** Bit t: thread t. */
  readonly weak: number
  /** Strong fairness is weak, too. */
  readonly strong: number
  readonly actions: readonly ThreadActions[]
}

/** Actions of a thread, as bits of labels. */
export type ThreadActions = { readonly thread: ThreadIndex; readonly bits: number }

export type FairnessKind = 'none' | 'weak' | 'strong'

/** Of so many threads. */
export function fairnessOf(kind: FairnessKind, threads: number): Fairness {
  const all = 2 ** threads - 1
  return { weak: kind === 'weak' ? all : 0, strong: kind === 'strong' ? all : 0, actions: [] }
}

/** Sets of nodes each of which a run must meet again and again: bits by node, and those of all sets. */
export type Acceptance = { readonly marks: Int32Array; readonly all: number }

/** What the runs that are looked for satisfy. */
export type Conditions = { readonly fairness: Fairness; readonly acceptance?: Acceptance | undefined }

/** Whether a run may stay in this node for ever. */
export function mayEnd(arena: Arena, { fairness }: Conditions, node: number): boolean {
  if (!arena.hasEnds || arena.owed[node] !== 0) return false
  return !fairness.actions.some((wanted) => possible(arena, node, wanted) !== 0)
}

/** Which of the actions some step of the thread from the node performs. */
export function possible({ offsets, by }: Arena, node: number, { thread, bits }: ThreadActions): number {
  let found = 0
  for (let edge = offsets[node] as number; edge < (offsets[node + 1] as number); edge++)
    if (((by[edge] as number) & By.thread) === thread) found |= by[edge] as number
  return found & bits
}
