/** Looks for callers that nobody will ever answer though the specification would: blocked for ever, or going round for ever. */
import { at, existing } from '../../errors/at.ts'
import { type Graph, stateOf } from '../../explorer/graph/graph.ts'
import { Nearest } from '../../explorer/graph/nearest.ts'
import { isAt, type StatePredicate } from '../../explorer/graph/predicates.ts'
import { nodesOf, runOf } from '../../explorer/liveness/run-of.ts'
import { silentIn } from '../../explorer/liveness/silence.ts'
import { type Quotient, refuseUnproved } from '../../explorer/quotient/quotient.ts'
import type { Run } from '../../explorer/runs/shortest-run.ts'
import { valueOf } from '../../explorer/states/layout.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type ObjectId, Pending, type ThreadIndex, type ValueId } from '../../model/ir.ts'
import { refinedIn } from '../../model/protocol/declarations.ts'
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { isCalling } from './callers.ts'

/** A shortest run to a state in which callers wait in vain. */
export type FoundWaiting = {
  readonly threads: readonly ThreadIndex[]
  readonly run: Pick<Run, 'states' | 'threads'>
}

/** `inVain`: missing where there was no time or memory for a run. */
export type DecidedSilence = { readonly answer: Answer; readonly inVain?: FoundWaiting }

/** Of all states, or of forms, of which only the first is counted. @throws Stopped before it is known; SymmetryRefused */
export function* decidedSilence(
  compiled: Compiled,
  graph: Graph,
  answer: Answer,
  { meter, quotient }: { readonly meter: Meter; readonly quotient?: Quotient },
): Task<DecidedSilence> {
  const callers = callersIn(compiled, graph)
  const silent = yield* silentIn(graph, (state) => callers(state).length, meter)
  const maySilent = maySilentIn(compiled, graph)
  const isReached = reachedUnfailed(graph, failedIn(compiled, graph))
  const states = [...silent.keys()].filter((state) => silent[state] === 1 && isReached(state) && !maySilent(state))
  if (quotient !== undefined) refuseUnproved(quotient)
  const [first] = states // numbers are breadth first
  if (first === undefined) return { answer: { ...answer, result: graph.expanded < graph.nodes ? 'unknown' : 'holds' } }
  const violated: Answer = {
    ...answer,
    result: 'violated',
    violatingStates: quotient === undefined ? states.length : 1,
  }
  meter.allowExplaining()
  const run = yield* orStopped(runTo(graph, first, isReached, meter, quotient))
  if (run instanceof Stopped) return { answer: violated }
  return { answer: violated, inVain: { threads: callersAt(compiled, run.states), run } }
}

function* runTo(
  graph: Graph,
  end: number,
  isReached: StatePredicate,
  meter: Meter,
  quotient: Quotient | undefined,
): Task<FoundWaiting['run']> {
  const way = { start: 0, stem: yield* new Nearest(graph, isReached, meter).to(end, 0), cycle: [], isShortest: true }
  if (quotient === undefined) return runOf(graph, way)
  return quotient.reduction.realRun(nodesOf(graph, way).map((node) => stateOf(graph, node)))
}

/** Whether a call has gone wrong: what comes of that is no waiting of its own. */
function failedIn({ program }: Compiled, graph: Graph): StatePredicate {
  const failed = program.ir.threads.map(({ pending }, thread) =>
    isAt(program, graph, thread, (local) => pending[local] === Pending.failed),
  )
  return (state) => failed.some((hasFailed) => hasFailed(state))
}

/** Whether a state is reached by way of states in which nothing has gone wrong, and is such a state. */
function reachedUnfailed({ nodes, expanded, offsets, targets }: Graph, hasFailed: StatePredicate): StatePredicate {
  const reached = new Uint8Array(nodes)
  const open = [0]
  reached[0] = 1
  for (let state = open.pop(); state !== undefined; state = open.pop())
    for (const target of state < expanded ? targets.subarray(offsets[state], offsets[state + 1]) : []) {
      if (reached[target] === 1 || hasFailed(target)) continue
      reached[target] = 1
      open.push(target)
    }
  return (state) => reached[state] === 1
}

function callersIn(compiled: Compiled, graph: Graph): (state: number) => readonly ThreadIndex[] {
  const { threads } = compiled.program.ir
  const calls = threads.map((_, thread) =>
    isAt(compiled.program, graph, thread, (local) => isCalling(compiled, thread, local)),
  )
  return (state) => [...threads.keys()].filter((thread) => at(calls, thread)(state))
}

/** Who has called and not returned at the end of a run. */
function callersAt(compiled: Compiled, states: Run['states']): readonly ThreadIndex[] {
  const { locals } = existing(states.at(-1), 'a state')
  return [...locals.keys()].filter((thread) => isCalling(compiled, thread, at(locals, thread, 'threads')))
}

/** Whether the specification may be silent, too. */
function maySilentIn({ design, value }: Compiled, { layout, packed }: Graph): (state: number) => boolean {
  const refined = existing(refinedIn(design.objects), 'a specification')
  const object: ObjectId = design.objects.indexOf(refined)
  const known = new Map<ValueId, boolean>()
  return (state) => {
    const id = valueOf(layout, object, packed, state * layout.words)
    const may = known.get(id) ?? refined.refines?.maySilent(value(object, id)) === true
    known.set(id, may)
    return may
  }
}
