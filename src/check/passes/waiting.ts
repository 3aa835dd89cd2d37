import { existing } from '../../errors/at.ts'
import { PropertyChecks } from '../../explorer/findings/property-checks.ts'
import { buildGraph } from '../../explorer/graph/build-graph.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { actionsOf, assumedFairness } from '../waiting/assumed.ts'
import { type Decided, decided } from '../waiting/liveness.ts'
import { Questions } from '../waiting/questions.ts'
import type { Job, Known, Pass } from './pass.ts'

/** Decides what no single state answers, over the graph of all states: whether what must come does, in all fair runs. */
export const waiting: Pass = {
  phase: 'following runs without end',
  isWanted: ({ design, options }, { answers, looked, stoppedBy }) =>
    looked !== undefined &&
    stoppedBy === undefined &&
    design.liveness.length > 0 &&
    (options.keepGoing === true || answers.every(({ result }) => result !== 'violated')),
  *run(job, known) {
    const { meter, options } = job
    const { compiled } = existing(known.looked, 'a search')
    const limitStates = options.limits?.states
    const { graph, limit } = yield* buildGraph(compiled.program, { meter, limitStates, actionsOf: actionsOf(compiled) })
    const questions = new Questions(compiled, graph, new PropertyChecks(compiled.program))
    const fairness = assumedFairness(compiled, options.fairness)
    const answers: Answer[] = []
    const lassos = [...(known.lassos ?? [])]
    for (const answer of known.answers) {
      const declared = compiled.design.liveness.find(({ name, kind }) => name === answer.name && kind === answer.kind)
      const one: Decided =
        declared === undefined ? { answer } : yield* decided(declared, answer, { questions, fairness, meter })
      answers.push(one.answer)
      if (one.found !== undefined) lassos.push(one.found)
    }
    return { ...known, answers, lassos, ...stoppedBy(answers, limit, job) }
  },
}

/** What left something undecided. */
function stoppedBy(answers: readonly Answer[], limit: Known['stoppedBy'], { meter }: Job): Pick<Known, 'stoppedBy'> {
  if (answers.every(({ result }) => result !== 'unknown')) return {}
  return { stoppedBy: limit ?? meter.stop ?? 'memory' }
}
