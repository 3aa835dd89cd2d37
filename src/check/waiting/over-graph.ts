/** All that is asked of a graph, question by question; what was decided before a stop is kept. */
import type { Graph } from '../../explorer/graph/graph.ts'
import { type Alike, nobodyAlike } from '../../explorer/symmetry/alike.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { FairnessKind, LivenessDeclaration } from '../../model/protocol/waiting.ts'
import { type Meter, orStopped, type Stop, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { alikeIn } from './alike.ts'
import { assumedFairness } from './assumed.ts'
import type { Decided, FoundRun, Its } from './found.ts'
import { decided } from './liveness.ts'
import { bypassed, overtaken } from './order.ts'
import { type OwnerEnded, ownersEnded } from './owners-ended.ts'
import { Questions } from './questions.ts'
import { decidedSilence, type FoundWaiting } from './silence.ts'
import { type FoundStuck, lookForStuck } from './stuck.ts'

export type OverGraph = {
  readonly answers: readonly Answer[]
  readonly stuck?: FoundStuck
  readonly inVain?: FoundWaiting
  readonly runs: readonly FoundRun[]
  readonly ownersEnded: readonly OwnerEnded[]
  readonly neverBegun: readonly string[]
  /** Of whom one was asked for all. */
  readonly alike: Alike
  /** What ended it before everything was known. */
  readonly stop: Stop | undefined
}

export type OverGraphOptions = {
  readonly meter: Meter
  /** In place of what the design says. */
  readonly fairness: FairnessKind | undefined
  /** Of whom one is asked for all. */
  readonly alike: Alike | 'to be proved'
}

type One = Decided & { readonly stuck?: FoundStuck; readonly inVain?: FoundWaiting }

/** `isWanted`: which of the answers are to be found here. */
export function* overGraph(
  compiled: Compiled,
  graph: Graph,
  given: readonly Answer[],
  isWanted: (answer: Answer) => boolean,
  { meter, fairness: kind, alike: known }: OverGraphOptions,
): Task<OverGraph> {
  const fairness = assumedFairness(compiled, kind)
  const isWhole = graph.expanded === graph.nodes // what was seen of alike threads need not be alike
  const alike =
    known === 'to be proved' ? yield* alikeIn(compiled, graph, fairness, given.filter(isWanted), meter) : known
  const its = { questions: new Questions(compiled, graph, isWhole ? alike : nobodyAlike), fairness, meter }
  const answers = [...given]
  const neverBegun: string[] = []
  const runs: FoundRun[] = []
  let stuck: FoundStuck | undefined
  let inVain: FoundWaiting | undefined
  let stop: Stop | undefined
  for (const [i, answer] of given.entries()) {
    if (!isWanted(answer)) continue
    meter.endExplaining()
    const one = yield* orStopped(answered(answer, its))
    if (one instanceof Stopped) {
      stop = one.by
      break
    }
    answers[i] = one.answer
    if (one.found !== undefined) runs.push(one.found)
    stuck ??= one.stuck
    inVain ??= one.inVain
    if (one.isNeverBegun === true) neverBegun.push(answer.name)
  }
  meter.endExplaining()
  const ended = yield* orStopped(ownersEnded(compiled, graph, meter))
  const last = ended instanceof Stopped ? ended.by : undefined
  return {
    answers,
    runs,
    alike,
    neverBegun,
    ownersEnded: ended instanceof Stopped ? [] : ended,
    ...(stuck && { stuck }),
    ...(inVain && { inVain }),
    stop: stop ?? last,
  }
}

function* declaredOne(declared: LivenessDeclaration, answer: Answer, its: Its): Task<Decided> {
  switch (declared.kind) {
    case 'bounded bypass':
      return yield* bypassed(declared, answer, its)
    case 'first come, first served':
      return yield* overtaken(declared, answer, its)
    default:
      return yield* decided(declared, answer, its)
  }
}

function* answered(answer: Answer, its: Its): Task<One> {
  const { compiled, graph } = its.questions
  const declared = compiled.design.liveness.find(({ name, kind }) => name === answer.name && kind === answer.kind)
  if (declared !== undefined) return yield* declaredOne(declared, answer, its)
  if (answer.kind === 'waiting') return yield* decidedSilence(compiled, graph, answer, its)
  const one = yield* lookForStuck(compiled.program, graph, its.meter)
  if (one === undefined) return { answer: { ...answer, result: graph.expanded < graph.nodes ? 'unknown' : 'holds' } }
  const { states, found } = one
  return { answer: { ...answer, result: 'violated', violatingStates: states }, ...(found && { stuck: found }) }
}
