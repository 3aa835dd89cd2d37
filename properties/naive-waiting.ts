import type { Program } from '../src/model/ir.ts'
import { isNaivelyContent, type NaiveState } from './naive-checker.ts'
import type { NaiveGraph, NaiveStep } from './naive-liveness.ts'

/** Who is stuck, who is overtaken, and how often: by searches forward from every state. Never optimised. */

type NaivePredicate = (state: NaiveState) => boolean

/** By owed steps alone the thread never comes to be content, and never takes one that advances it. */
export function isNaivelyStuck(program: Program, graph: NaiveGraph, start: string, thread: number): boolean {
  const reached = new Set([start])
  for (const key of reached) {
    const { state, steps } = graph.get(key)!
    if (isNaivelyContent(program, state, thread)) return false
    for (const { thread: by, to, isOwed, advances } of steps.filter((it) => it.isOwed)) {
      if (isOwed && advances && by === thread) return false
      reached.add(to)
    }
  }
  return true
}

const enters = (graph: NaiveGraph, isInside: NaivePredicate, from: string, step: NaiveStep): boolean =>
  !isInside(graph.get(from)!.state) && isInside(graph.get(step.to)!.state)

/** By how often others have entered while the thread waits, up to a number that only a way around can come to: the fewest steps to it. */
export function naiveBypass(
  graph: NaiveGraph,
  thread: number,
  waits: NaivePredicate,
  isInside: readonly NaivePredicate[],
): Map<number, number> {
  const least = new Map([[0, 0]])
  const seen = new Map([[`0 ${[...graph.keys()][0]}`, 0]])
  for (const [node, depth] of seen) {
    const [before, key] = [Number.parseInt(node, 10), node.slice(node.indexOf(' ') + 1)]
    for (const step of graph.get(key)!.steps) {
      const isWaiting = waits(graph.get(key)!.state) && waits(graph.get(step.to)!.state)
      const isEntry = step.thread !== thread && enters(graph, isInside[step.thread]!, key, step)
      const count = isWaiting ? before + (isEntry ? 1 : 0) : 0
      if (!least.has(count)) least.set(count, depth + 1)
      if (count <= graph.size && !seen.has(`${count} ${step.to}`)) seen.set(`${count} ${step.to}`, depth + 1)
    }
  }
  return least
}

/** The fewest steps of a run in which the second, that began to try when the first waited already, enters while it still waits. */
export function naiveOvertaking(
  graph: NaiveGraph,
  waits: NaivePredicate,
  { thread, tries, isInside }: { thread: number; tries: NaivePredicate; isInside: NaivePredicate },
): number | undefined {
  const isAfter = (key: string, before: boolean): boolean => {
    const { state } = graph.get(key)!
    return waits(state) && (before || !(tries(state) || isInside(state)))
  }
  const start = [...graph.keys()][0]!
  const seen = new Map([[`${isAfter(start, false)} ${start}`, 0]])
  for (const [node, depth] of seen) {
    const [before, key] = [node.startsWith('true'), node.slice(node.indexOf(' ') + 1)]
    for (const step of graph.get(key)!.steps) {
      const isEntry = step.thread === thread && enters(graph, isInside, key, step)
      if (before && isEntry && waits(graph.get(step.to)!.state)) return depth + 1
      for (const after of new Set([isAfter(step.to, before), isAfter(step.to, false)]))
        if (!seen.has(`${after} ${step.to}`)) seen.set(`${after} ${step.to}`, depth + 1)
    }
  }
  return undefined
}
