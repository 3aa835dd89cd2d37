/** Decides declarations about runs without end, one by one, over the same graph. */
import { at } from '../../errors/at.ts'
import { hasEnded } from '../../explorer/graph/predicates.ts'
import { type Account, accountsOf } from '../../explorer/liveness/account.ts'
import { answerOf } from '../../explorer/liveness/answer.ts'
import { type Fairness, type FairnessKind, fairnessOf } from '../../explorer/liveness/fairness.ts'
import type { Lasso } from '../../explorer/liveness/lasso.ts'
import { type LassoRun, runOf } from '../../explorer/liveness/run-of.ts'
import { By } from '../../explorer/steps/by.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { LivenessDeclaration } from '../../model/protocol/waiting.ts'
import type { Meter } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import type { Asked, Questions } from './questions.ts'

/** A run that violates a declaration, and what its threads do on the cycle. */
export type FoundLasso = {
  readonly declared: LivenessDeclaration
  /** Who waits for ever, where it was asked of one. */
  readonly thread?: ThreadIndex | undefined
  readonly run: LassoRun
  readonly accounts: readonly LassoAccount[]
}

export type LassoAccount = Account & {
  /** All its steps of the cycle go round in one `spinUntil`. */
  readonly spins: boolean
}

export type Decided = { readonly answer: Answer; readonly found?: FoundLasso }

type Its = { readonly questions: Questions; readonly fairness: Fairness; readonly meter: Meter }

const kinds: readonly FairnessKind[] = ['none', 'weak', 'strong']

/** @throws Stopped before it is known */
export function* decided(declared: LivenessDeclaration, question: Answer, its: Its): Task<Decided> {
  const { questions } = its
  const asked = questions.of(declared)
  const names = asked.flatMap(({ thread }) => (thread === undefined ? [] : [nameOf(questions, thread)]))
  const bad = yield* firstViolated(asked, its)
  const liveness = { checked: names, threads: names, ...(yield* fairnessNeeded(asked, its)) }
  if (bad === undefined) return { answer: { ...question, result: 'holds', liveness } }
  if (bad === 'not decided') return { answer: { ...question, liveness } }
  const answer: Answer = { ...question, result: 'violated', liveness }
  const lasso = yield* lassoOf(bad, its)
  if (lasso === undefined) return { answer }
  return {
    answer,
    found: { declared, thread: bad.thread, run: runOf(questions.graph, lasso), accounts: accounts(questions, lasso) },
  }
}

/** The first that is violated; else whether one could not be decided. */
function* firstViolated(
  asked: readonly Asked[],
  { questions, fairness, meter }: Its,
): Task<Asked | 'not decided' | undefined> {
  let left: 'not decided' | undefined
  for (const one of asked) {
    const { result } = yield* answerOf(questions.graph, one.question, fairness, { meter, wantsLasso: false })
    if (result === 'violated') return one
    if (result === 'not decided') left = result
  }
  return left
}

function* lassoOf({ question }: Asked, { questions, fairness, meter }: Its): Task<Lasso | undefined> {
  const answer = yield* answerOf(questions.graph, question, fairness, { meter })
  return answer.result === 'violated' ? answer.lasso : undefined
}

/** The kinds of fairness, of all threads, under which it holds; nothing where not all states are known. */
function* fairnessNeeded(asked: readonly Asked[], its: Its): Task<{ readonly holdsUnder?: readonly FairnessKind[] }> {
  const { questions, meter } = its
  const { graph, compiled } = questions
  if (graph.expanded < graph.nodes) return {}
  const holdsUnder: FairnessKind[] = []
  for (const kind of kinds) {
    const fairness = fairnessOf(kind, compiled.design.threads.length)
    // what holds in more runs holds in fewer
    if (holdsUnder.length > 0 || (yield* firstViolated(asked, { questions, fairness, meter })) === undefined)
      holdsUnder.push(kind)
  }
  return { holdsUnder }
}

function accounts({ compiled: { program }, graph }: Questions, lasso: Lasso): readonly LassoAccount[] {
  const ended = [...program.ir.threads.keys()].map((thread) => hasEnded(program, graph, thread))
  return accountsOf(graph, lasso, ended).map((account) => {
    const own = lasso.cycle
      .map((edge) => at(graph.by as Uint8Array, edge))
      .filter((by) => (by & By.thread) === account.thread)
    return { ...account, spins: own.length > 0 && own.every((by) => (by & By.stays) !== 0) }
  })
}

function nameOf({ compiled }: Questions, thread: ThreadIndex): string {
  return at(compiled.design.threads, thread, 'threads').name
}
