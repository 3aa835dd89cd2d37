/** Decides whether what must come does, in all fair runs. */
import { at } from '../../errors/at.ts'
import type { Graph } from '../../explorer/graph/graph.ts'
import { hasEnded } from '../../explorer/graph/predicates.ts'
import { accountsOf, excludedBy } from '../../explorer/liveness/account.ts'
import type { Answer as AnswerOfRuns } from '../../explorer/liveness/answer.ts'
import { fairnessOf } from '../../explorer/liveness/fairness.ts'
import type { Lasso } from '../../explorer/liveness/lasso.ts'
import { runOf } from '../../explorer/liveness/run-of.ts'
import { By } from '../../explorer/steps/by.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { type FairnessKind, fairnessKinds, type LivenessDeclaration } from '../../model/protocol/waiting.ts'
import { orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { Decided, Its, LassoAccount } from './found.ts'
import type { Asked } from './questions.ts'

type Violated = Extract<AnswerOfRuns, { readonly result: 'violated' }>

/** `question`: its answer so far; `asked`: what it asks, of the graph unless said otherwise. @throws Stopped before it is known */
export function* decided(
  declared: LivenessDeclaration,
  question: Answer,
  its: Its,
  asked: readonly Asked[] = its.questions.of(declared),
): Task<Decided> {
  const { questions } = its
  const checked = questions.namesOf(asked.flatMap(({ thread = [] }) => thread))
  const threads = questions.namesOf(declared.kind === 'starvation freedom' ? questions.threadsIn(declared.trying) : [])
  const bad = yield* firstViolated(asked, its)
  const shown = bad === undefined || bad === 'not decided' ? undefined : yield* shownBy(bad, its)
  its.meter.endExplaining()
  const liveness = { checked, threads, ...(yield* fairnessNeeded(asked, its)) }
  if (bad === undefined)
    return { answer: { ...question, result: 'holds', liveness }, isNeverBegun: yield* isNeverBegun(asked, its) }
  if (bad === 'not decided') return { answer: { ...question, liveness } }
  const answer: Answer = { ...question, result: 'violated', liveness }
  if (shown?.lasso === undefined) return { answer }
  const { lasso, graph = questions.graph } = shown
  const { thread } = bad
  const about = accounts(questions.compiled, graph, lasso)
  const excluded = excludedBy(graph, lasso, about)
  return { answer, found: { declared, thread, run: runOf(graph, lasso), accounts: about, excludedBy: excluded } }
}

function* isNeverBegun(asked: readonly Asked[], { questions, meter }: Its): Task<boolean> {
  for (const { begins } of asked) {
    if (begins === undefined) return false
    for (let state = 0; state < questions.graph.expanded; state++) {
      if (begins(state)) return false
      meter.spend(workOfState)
      if (meter.isDue) yield* meter.pause()
    }
  }
  return true
}

const workOfState = 1 / 10

/** The first that is violated; else whether one could not be decided. */
function* firstViolated(asked: readonly Asked[], { fairness, meter }: Its): Task<Asked | 'not decided' | undefined> {
  let left: 'not decided' | undefined
  for (const one of asked) {
    const { result } = yield* one.answer(fairness, { meter, wantsLasso: false })
    if (result === 'violated') return one
    if (result === 'not decided') left = result
  }
  return left
}

/** Nothing where there was no time or memory for it. */
function* shownBy({ answer }: Asked, { fairness, meter }: Its): Task<Omit<Violated, 'result'>> {
  meter.allowExplaining()
  const found = yield* orStopped(answer(fairness, { meter }))
  return !(found instanceof Stopped) && found.result === 'violated' ? found : {}
}

/** The kinds of fairness, of all threads, under which it holds; nothing where not all states are known, or it cannot be found out any more. */
function* fairnessNeeded(asked: readonly Asked[], its: Its): Task<{ readonly holdsUnder?: readonly FairnessKind[] }> {
  const { graph } = its.questions
  if (graph.expanded < graph.nodes) return {}
  const holdsUnder = yield* orStopped(kindsUnderWhichItHolds(asked, its))
  return holdsUnder instanceof Stopped ? {} : { holdsUnder }
}

function* kindsUnderWhichItHolds(asked: readonly Asked[], its: Its): Task<readonly FairnessKind[]> {
  const { threads } = its.questions.compiled.design
  const holdsUnder: FairnessKind[] = []
  for (const kind of fairnessKinds) {
    const fairness = fairnessOf(kind, threads.length)
    // what holds in more runs holds in fewer
    const holds = holdsUnder.length > 0 || (yield* firstViolated(asked, { ...its, fairness })) === undefined
    if (holds) holdsUnder.push(kind)
  }
  return holdsUnder
}

function accounts({ program }: Compiled, graph: Graph, lasso: Lasso): readonly LassoAccount[] {
  const ended = [...program.ir.threads.keys()].map((thread) => hasEnded(program, graph, thread))
  const labels = lasso.cycle.map((edge) => at(graph.by, edge))
  return accountsOf(graph, lasso, ended).map((account) => {
    const own = labels.filter((by) => (by & By.thread) === account.thread)
    return { ...account, spins: own.length > 0 && own.every((by) => (by & By.stays) !== 0) }
  })
}
