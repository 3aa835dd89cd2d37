import { at } from '../../errors/at.ts'
import { stepsOf } from '../../explorer/runs/steps-of.ts'
import type { UnpackedState } from '../../explorer/states/layout.ts'
import type { Step } from '../../explorer/steps/schedule.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import { Meter } from '../../tasks/meter.ts'
import { finished } from '../../tasks/task.ts'
import type { CallMachine } from './call-machine.ts'
import { emptyHistory, extended, type History, historyKey, returned } from './history.ts'
import type { Reference, Witness } from './reference.ts'

/** A shortest run of a design whose answers the reference does not give. */
export type Divergence = {
  readonly steps: readonly Step[]
  readonly history: History
  /** Whose call answered otherwise; undefined where threads wait for ever that the reference would not let wait. */
  readonly thread: ThreadIndex | undefined
  /** From the first step of each call to its last, numbered from 1, in the order in which they begin. */
  readonly spans: readonly CallSpan[]
  /** What the reference may answer instead, and a run in which it does. */
  readonly alternatives: ReadonlyMap<string, Witness>
}

/** `to` is missing where the call has not returned. */
export type CallSpan = {
  readonly thread: ThreadIndex
  readonly index: number
  readonly from: number
  readonly to?: number
}

type Node = {
  readonly state: UnpackedState
  readonly history: History
  readonly parent: number
  readonly thread: ThreadIndex
}

/** Breadth first over the states of the design and their histories. `undefined`: more than `limitNodes` of them. */
export function firstDivergence(
  design: CallMachine,
  reference: Reference,
  limitNodes: number,
): Divergence | 'none' | undefined {
  const nodes: Node[] = [{ state: design.start(), history: emptyHistory(design.threads), parent: -1, thread: -1 }]
  const seen = new Set([keyOf(design.start(), emptyHistory(design.threads))])
  for (const [number, { state, history }] of nodes.entries()) {
    const steps = design.steps(state)
    if (!steps.some(({ isOwed }) => isOwed) && isStuck(design, state) && !reference.allows(history, true))
      return diverged(design, reference, nodes, number, undefined)
    for (const { thread, state: next } of steps) {
      const after = extended(history, thread, design.answers(thread, at(next.locals, thread, 'threads')))
      const key = keyOf(next, after)
      if (seen.has(key)) continue
      seen.add(key)
      nodes.push({ state: next, history: after, parent: number, thread })
      const hasReturned = returned(after, thread) > returned(history, thread)
      if (hasReturned && !reference.allows(after, false))
        return diverged(design, reference, nodes, nodes.length - 1, thread)
    }
    if (nodes.length > limitNodes) return undefined
  }
  return 'none'
}

function isStuck(design: CallMachine, { locals }: UnpackedState): boolean {
  return locals.some((local, thread) => !design.hasEnded(thread, local))
}

function diverged(
  design: CallMachine,
  reference: Reference,
  nodes: readonly Node[],
  last: number,
  thread: ThreadIndex | undefined,
): Divergence {
  const run: Node[] = []
  for (let node = nodes[last]; node !== undefined; node = nodes[node.parent]) run.push(node)
  run.reverse()
  const { history } = run.at(-1) as Node // the run has its end
  return {
    steps: finished(
      stepsOf(
        design.compiled.program,
        { states: run.map(({ state }) => state), threads: run.slice(1).map((node) => node.thread) },
        new Meter(),
      ),
    ),
    history,
    thread,
    spans: spansOf(run),
    alternatives: thread === undefined ? new Map() : reference.alternatives(history, thread),
  }
}

function spansOf(run: readonly Node[]): CallSpan[] {
  const spans: CallSpan[] = []
  run.forEach(({ thread, history }, step) => {
    if (thread < 0) return
    const before = at(run, step - 1, 'steps').history
    const calls = at(history, thread, 'threads').length
    if (calls > at(before, thread, 'threads').length) spans.push({ thread, index: calls - 1, from: step })
    if (returned(history, thread) === returned(before, thread)) return
    const open = spans.findIndex((span) => span.thread === thread && span.index === calls - 1)
    spans[open] = { ...at(spans, open, 'calls that have begun'), to: step }
  })
  return spans
}

function keyOf({ values, locals }: UnpackedState, history: History): string {
  return `${values}|${locals}|${historyKey(history)}`
}
