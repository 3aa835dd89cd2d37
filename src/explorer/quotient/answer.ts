import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { Components } from '../graph/components.ts'
import { claim } from '../graph/storage.ts'
import { fairNodes, type Judge } from '../liveness/fair-components.ts'
import type { Fairness } from '../liveness/fairness.ts'
import { partOf, type Question } from '../liveness/part.ts'
import { judgeOfTracks } from './fair-tracks.ts'
import { type Quotient, refuseUnproved } from './quotient.ts'

/** The part in which all runs violate, the nodes of it in which a fair one may stay, and the numbers of their components. */
export type FairPart = { readonly marks: Uint8Array; readonly fair: Uint8Array; readonly numbers: Int32Array }

export type HowToJudge = { readonly judge?: Judge }

/**
 * Whether every fair run does what the question asks: of states that differ in the names of alike threads it must say the same. No actions are looked at.
 * @throws Stopped; SymmetryRefused where it does not say the same
 */
export function* answerInQuotient(
  quotient: Quotient,
  question: Question,
  fairness: Fairness,
  meter: Meter,
  { judge = judgeOfTracks(quotient) }: HowToJudge = {},
): Task<'holds' | 'violated' | 'not decided'> {
  const { progress } = meter
  const { graph } = quotient
  try {
    claimTracks(quotient, meter)
    const marks = yield* sameOfAll(quotient, partOf(graph, question, meter))
    const components = new Components(graph, meter)
    const fair = yield* fairNodes(graph, { fairness }, components, marks, { meter, isOneEnough: true, judge })
    if (fair !== undefined) return 'violated'
    return graph.expanded < graph.nodes ? 'not decided' : 'holds'
  } finally {
    meter.progress = progress
  }
}

/** All of it; `undefined` where every fair run does what is asked. @throws Stopped, SymmetryRefused */
export function* fairPartOf(
  quotient: Quotient,
  question: Question,
  fairness: Fairness,
  meter: Meter,
): Task<FairPart | undefined> {
  const { graph } = quotient
  claimTracks(quotient, meter)
  const marks = yield* sameOfAll(quotient, partOf(graph, question, meter))
  const components = new Components(graph, meter)
  claim(meter, 2 * graph.nodes)
  const judge = judgeOfTracks(quotient)
  const fair = yield* fairNodes(graph, { fairness }, components, marks.slice(), { meter, judge })
  return fair && { marks, fair, numbers: components.numbers }
}

/** What was asked of forms, if it says the same of all that have them. */
function* sameOfAll<T>(quotient: Quotient, asked: Task<T>): Task<T> {
  const answer = yield* asked
  refuseUnproved(quotient)
  return answer
}

/** A word a node, and a word and a byte for each thread of each. */
function claimTracks({ graph, reduction }: Quotient, meter: Meter): void {
  claim(meter, graph.nodes * (4 + 5 * reduction.group.threads))
}
