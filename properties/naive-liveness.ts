import type { Ir } from '../src/model/ir.ts'
import { type NaiveState, naiveStart, naiveSuccessors } from './naive-checker.ts'

/** The oracle of runs without end: goes through closed walks, without components. Never optimised; at most 90 lines of code. */

/** Bits of threads; by thread, bits of actions. */
export type NaiveFairness = { weak: number; strong: number; actions: readonly number[] }
export type NaiveQuestion = {
  kind: 'leadsTo' | 'infinitelyOften' | 'eventually'
  isP: (state: NaiveState) => boolean
  isQ: (state: NaiveState) => boolean
  /** Bits of the actions that a step performs. */
  actionsOf: (thread: number, before: NaiveState, after: NaiveState) => number
}
export type NaiveStep = { thread: number; to: string; isOwed: boolean; advances: boolean; actions: number }
export type NaiveGraph = Map<string, { state: NaiveState; steps: NaiveStep[] }>

export function naiveGraph(ir: Ir, actionsOf: NaiveQuestion['actionsOf'], limit: number): NaiveGraph | undefined {
  const graph: NaiveGraph = new Map([[JSON.stringify(naiveStart(ir)), { state: naiveStart(ir), steps: [] }]])
  for (const [, { state, steps }] of graph) {
    for (const { thread, state: after, isOwed, advances } of naiveSuccessors(ir, state)) {
      const to = JSON.stringify(after)
      steps.push({ thread, to, isOwed, advances, actions: actionsOf(thread, state, after) })
      if (!graph.has(to)) graph.set(to, { state: after, steps: [] })
    }
    if (graph.size > limit) return undefined
  }
  return graph
}

export const owedIn = (steps: readonly NaiveStep[]): number =>
  steps.reduce((set, { thread, isOwed }) => (isOwed ? set | (1 << thread) : set), 0)

/** What a walk has met so far: threads not owed, that stepped, that were owed; by thread, actions that were possible, that happened. */
export type Met = { free: number; stepped: number; owed: number; could: number[]; did: number[] }

export function arrived(met: Met, steps: readonly NaiveStep[], threads: number): Met {
  const owed = owedIn(steps)
  const could = met.could.map((it, t) => steps.reduce((set, s) => (s.thread === t ? set | s.actions : set), it))
  return { ...met, free: met.free | (~owed & (2 ** threads - 1)), owed: met.owed | owed, could }
}

export function isFair({ free, stepped, owed, could, did }: Met, { weak, strong, actions }: NaiveFairness): boolean {
  const isWeak = (weak & ~(free | stepped)) === 0
  return isWeak && (strong & owed & ~stepped) === 0 && actions.every((it, t) => (it & could[t]! & ~did[t]!) === 0)
}

/** By state in which it may go on for ever that Q is owed: the fewest steps to it. */
function pendingIn(graph: NaiveGraph, { kind, isP, isQ }: NaiveQuestion): Map<string, number> {
  const avoids = (key: string): boolean => !(kind === 'leadsTo' ? isQ : isP)(graph.get(key)!.state)
  const begins = (key: string, depth: number): boolean =>
    kind === 'leadsTo' ? isP(graph.get(key)!.state) : kind === 'infinitelyOften' || depth === 0
  const start = [...graph.keys()][0]!
  const seen = new Map([[`false ${start}`, 0]])
  for (const [node, depth] of seen) {
    const isPending = node.startsWith('true')
    const key = node.slice(node.indexOf(' ') + 1)
    if (!isPending && begins(key, depth) && avoids(key) && !seen.has(`true ${key}`)) seen.set(`true ${key}`, depth)
    for (const { to } of graph.get(key)!.steps)
      if ((!isPending || avoids(to)) && !seen.has(`${isPending} ${to}`)) seen.set(`${isPending} ${to}`, depth + 1)
  }
  return new Map([...seen].flatMap(([node, d]) => (node.startsWith('true') ? [[node.slice(5), d] as const] : [])))
}

/** The fewest steps of stem and cycle together of a fair run that violates; `undefined` if there is none. */
export function naiveLasso(graph: NaiveGraph, question: NaiveQuestion, fairness: NaiveFairness): number | undefined {
  const threads = [...graph.values()][0]!.state.locals.length
  const zero = Array.from({ length: threads }, () => 0)
  const pending = pendingIn(graph, question)
  let best = Number.POSITIVE_INFINITY
  for (const [start, stem] of [...pending].sort(([, a], [, b]) => a - b)) {
    const { steps } = graph.get(start)!
    const first = arrived({ free: 0, stepped: 0, owed: 0, could: zero, did: zero }, steps, threads)
    if (owedIn(steps) === 0 && isFair(first, fairness)) best = Math.min(best, stem)
    const walks = new Map([[JSON.stringify([start, first]), { key: start, met: first, length: 0 }]])
    for (const [, { key, met, length }] of walks) {
      if (stem + length + 1 >= best) break
      for (const { thread, to, actions } of graph.get(key)!.steps) {
        if (!pending.has(to)) continue
        const did = met.did.map((it, t) => (t === thread ? it | actions : it))
        const after = arrived({ ...met, stepped: met.stepped | (1 << thread), did }, graph.get(to)!.steps, threads)
        if (to === start && isFair(after, fairness)) best = Math.min(best, stem + length + 1)
        const name = JSON.stringify([to, after])
        if (!walks.has(name)) walks.set(name, { key: to, met: after, length: length + 1 })
      }
    }
  }
  return best === Number.POSITIVE_INFINITY ? undefined : best
}
