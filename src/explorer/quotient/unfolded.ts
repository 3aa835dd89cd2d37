import type { Program } from '../../model/ir.ts'
import type { Meter } from '../../tasks/meter.ts'
import { Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { buildGraph } from '../graph/build-graph.ts'
import type { Graph } from '../graph/graph.ts'
import type { Fairness } from '../liveness/fairness.ts'
import type { Question } from '../liveness/part.ts'
import { Stems } from '../liveness/stems.ts'
import { NumberedStates } from '../states/numbered-states.ts'
import { fairPartOf } from './answer.ts'
import type { Quotient } from './quotient.ts'

const workOfForm = 1 / 10

/**
 * As much of the whole graph as has a fair run that violates: the states whose forms lie on a shortest way to a fair component of the quotient, or in it,
 * with all their edges. A run of the program goes wherever one of forms goes, under names of its own. `undefined` where the question holds.
 * @throws Stopped
 */
export function* unfolded(
  program: Program,
  quotient: Quotient,
  question: Question,
  fairness: Fairness,
  meter: Meter,
): Task<Graph | undefined> {
  const wanted = yield* formsOf(quotient, question, fairness, meter)
  if (wanted === undefined) return undefined
  const { graph: forms, reduction } = quotient
  const { words } = forms.layout
  const numbered = new NumberedStates(words, meter.storableBytes)
  for (let node = 0; node < forms.nodes; node++) {
    if (numbered.add(forms.packed, node * words) < 0) throw new Stopped('memory')
    meter.spend(workOfForm)
    if (meter.isDue) yield* meter.pause()
  }
  const form = new Int32Array(words)
  const isWanted = (states: Int32Array, at: number): boolean => {
    for (let word = 0; word < words; word++) form[word] = states[at + word] as number // within the state
    return reduction.form.apply(form, 0) && wanted[numbered.add(form, 0)] === 1
  }
  const { graph, limit } = yield* buildGraph(program, { meter, isWanted })
  if (limit !== undefined) throw new Stopped(limit === 'states' ? 'memory' : limit)
  return graph
}

/** Marks of the forms. */
function* formsOf(
  quotient: Quotient,
  question: Question,
  fairness: Fairness,
  meter: Meter,
): Task<Uint8Array | undefined> {
  const part = yield* fairPartOf(quotient, question, fairness, meter)
  if (part === undefined) return undefined
  const { fair, numbers, marks } = part
  const stems = new Stems(quotient.graph, marks, meter)
  yield* stems.search()
  const home = stems.order.find((node) => fair[node] === 1) as number // every fair node is come to
  const wanted = fair.map((isFair, node) => (isFair === 1 && numbers[node] === numbers[home] ? 1 : 0))
  for (const node of stems.to(home)) wanted[node] = 1
  stems.release()
  return wanted
}
