import { existing } from '../../errors/at.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { Arena, Graph } from '../graph/graph.ts'
import type { StatePredicate } from '../graph/predicates.ts'
import { By } from '../steps/by.ts'
import type { ThreadActions } from './fairness.ts'
import type { Lasso } from './lasso.ts'
import { nodesOf } from './run-of.ts'

/** What a thread does for ever. `owedAfter`: the steps of the cycle, counted from 0 at its start, after which it is owed a step. */
export type Account = {
  readonly thread: ThreadIndex
  readonly role:
    | 'steps'
    /** It is owed a step all along, and never takes it: only without fairness to it. */
    | 'neglected'
    /** It is owed one again and again, but not all along. */
    | 'blocked in between'
    /** It is never owed one, and cannot step. */
    | 'blocked'
    /** It is never owed one, and could step where nobody owes it. */
    | 'rests'
    | 'finished'
  readonly steps: number
  readonly owedAfter: readonly number[]
}

/** Which fairness a run does not satisfy, as far as its cycle goes: that of these threads, of these actions of a thread. */
export type ExcludedBy = { readonly weak: number; readonly strong: number; readonly actions: readonly ThreadActions[] }

/** By thread. `ended`: whether it has finished or failed in a state. */
export function accountsOf(graph: Graph, lasso: Lasso, ended: readonly StatePredicate[]): Account[] {
  const round = roundOf(graph, lasso)
  return ended.map((hasEnded, thread) => {
    const steps = lasso.cycle.filter((edge) => (existing(graph.by[edge], 'an edge') & By.thread) === thread).length
    const owedAfter = [...round.keys()].filter((i) => isOwed(graph, existing(round[i], 'a node'), thread))
    const canStep = round.some((node) => labelsOf(graph, node, thread).length > 0)
    return {
      thread,
      steps,
      owedAfter,
      role: roleOf(steps, owedAfter.length / round.length, canStep, round.some(hasEnded)),
    }
  })
}

function roleOf(steps: number, owedShare: number, canStep: boolean, hasEnded: boolean): Account['role'] {
  if (steps > 0) return 'steps'
  if (owedShare > 0) return owedShare === 1 ? 'neglected' : 'blocked in between'
  if (hasEnded) return 'finished'
  return canStep ? 'rests' : 'blocked'
}

/** That a run is excluded does not mean that there is no other one. */
export function excludedBy(graph: Graph, lasso: Lasso, accounts: readonly Account[]): ExcludedBy {
  const threadsIn = (...roles: readonly Account['role'][]): number =>
    accounts.reduce((set, { thread, role }) => (roles.includes(role) ? set | (1 << thread) : set), 0)
  const all = (labels: readonly number[]): number => labels.reduce((set, label) => set | label, 0) & ~BY_BITS
  const actions = accounts.flatMap(({ thread }) => {
    const could = all(roundOf(graph, lasso).flatMap((node) => labelsOf(graph, node, thread)))
    const did = lasso.cycle.map((edge) => existing(graph.by[edge], 'an edge'))
    const bits = could & ~all(did.filter((label) => (label & By.thread) === thread))
    return bits === 0 ? [] : [{ thread, bits }]
  })
  return { weak: threadsIn('neglected'), strong: threadsIn('neglected', 'blocked in between'), actions }
}

const BY_BITS = By.thread | By.voluntary | By.stays

/** The nodes of the cycle, each once. */
function roundOf(arena: Arena, lasso: Lasso): number[] {
  const round = nodesOf(arena, lasso).slice(lasso.stem.length)
  return lasso.cycle.length === 0 ? round : round.slice(0, -1)
}

function isOwed({ owed }: Arena, node: number, thread: ThreadIndex): boolean {
  return ((existing(owed[node], 'a node') >>> thread) & 1) === 1
}

/** Of the steps of a thread from a node. */
function labelsOf({ offsets, by }: Arena, node: number, thread: ThreadIndex): number[] {
  return [...by.subarray(offsets[node], offsets[node + 1])].filter((label) => (label & By.thread) === thread)
}
