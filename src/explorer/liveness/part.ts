/**
 * The part of a graph in which a run that violates stays for ever, once it is there; so a fair component of it is a violation. A run that violates *P leads
 * to Q* comes to a state with P and from there on meets none with Q: the states that are reached so, and not only those that are reached from P
 * somehow, for Q may lie between. States that have not been expanded are no part of it: where they lead is not known.
 */
import type { Meter } from '../../tasks/meter.ts'
import { Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Graph } from '../graph/graph.ts'
import type { StatePredicate } from '../graph/predicates.ts'
import { claim } from '../graph/storage.ts'
import { NumberList } from '../states/number-list.ts'

export type Question =
  /** Whenever `from` is true, `to` is true then or later. */
  | { readonly kind: 'leads to'; readonly from: StatePredicate; readonly to: StatePredicate }
  | { readonly kind: 'infinitely often'; readonly holds: StatePredicate }
  | { readonly kind: 'eventually'; readonly holds: StatePredicate }

/** Bits of a mark. */
export const Part = {
  inside: 1,
  /** A run may come into the part here, from anywhere. */
  begins: 2,
} as const

const statesBetweenLooks = 1 << 10
const workOfLook: number = statesBetweenLooks / 10

/** @throws Stopped */
export function* partOf(graph: Graph, question: Question, meter: Meter): Task<Uint8Array> {
  claim(meter, graph.nodes)
  const marks = new Uint8Array(graph.nodes)
  const [begins, avoids] = predicatesOf(graph, question)
  for (let state = 0; state < graph.expanded; state++) {
    if (!avoids(state)) marks[state] = Part.inside | (begins(state) ? Part.begins : 0)
    if (state % statesBetweenLooks === 0) yield* look(meter)
  }
  if (question.kind !== 'infinitely often') yield* keepWhatFollows(graph, marks, meter)
  return marks
}

/** Where a run may begin to violate, and what it must not meet from there on. */
function predicatesOf({ initial }: Graph, question: Question): [StatePredicate, StatePredicate] {
  switch (question.kind) {
    case 'leads to':
      return [question.from, question.to]
    case 'infinitely often':
      return [() => true, question.holds]
    case 'eventually':
      return [(state) => initial.includes(state), question.holds]
  }
}

const KEPT = 4

/** Takes the marks of what is not reached within them from where the part begins. */
function* keepWhatFollows({ nodes, offsets, targets }: Graph, marks: Uint8Array, meter: Meter): Task<void> {
  const waiting = new NumberList(meter.storableBytes)
  const keep = (state: number): void => {
    marks[state] = (marks[state] as number) | KEPT
    if (!waiting.push(state)) throw new Stopped('memory')
  }
  for (let state = 0; state < nodes; state++) {
    if (((marks[state] as number) & (Part.begins | KEPT)) === Part.begins) keep(state)
    while (waiting.size > 0) {
      const from = waiting.at(--waiting.size)
      for (let edge = offsets[from] as number; edge < (offsets[from + 1] as number); edge++) {
        const mark = marks[targets[edge] as number] as number
        if (mark !== 0 && mark < KEPT) keep(targets[edge] as number)
      }
      meter.spend(1 / 10)
      if (meter.isDue) yield* meter.pause()
    }
  }
  for (let state = 0; state < nodes; state++) {
    const mark = marks[state] as number
    marks[state] = mark < KEPT ? 0 : mark - KEPT
  }
}

function* look(meter: Meter): Task<void> {
  meter.spend(workOfLook)
  if (meter.isDue) yield* meter.pause()
}
