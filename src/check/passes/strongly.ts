import { existing } from '../../errors/at.ts'
import { buildGraph } from '../../explorer/graph/build-graph.ts'
import { refinedIn } from '../../model/protocol/declarations.ts'
import { atRestOf } from '../waiting/callers.ts'
import { isSimulated } from '../waiting/simulation.ts'
import type { Pass } from './pass.ts'

/** Where a refinement holds, and that was asked, whether its specification simulates it. */
export const strongly: Pass = {
  phase: 'looking at who waits for ever',
  isWanted: ({ design }, { answers, looked, stoppedBy }) =>
    looked !== undefined &&
    stoppedBy === undefined &&
    refinedIn(design.objects)?.refines?.simulation !== undefined &&
    answers.every(({ result }) => result === 'holds'),
  *run({ meter, options }, known) {
    const { compiled } = existing(known.looked, 'a search')
    const limitStates = options.limits?.states ?? Number.POSITIVE_INFINITY
    const chooser = atRestOf(compiled)
    const { graph, limit } = yield* buildGraph(compiled.program, { meter, limitStates, chooser })
    if (limit !== undefined) return known
    const isStrong = yield* isSimulated(compiled, graph, meter)
    return { ...known, answers: known.answers.map((one) => (one.kind === 'answers' ? { ...one, isStrong } : one)) }
  },
}
