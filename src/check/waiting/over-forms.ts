import { existing } from '../../errors/at.ts'
import { SymmetryRefused } from '../../explorer/steps/refused.ts'
import { type Alike, alikeThreads, nobodyAlike } from '../../explorer/symmetry/alike.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import type { FairnessKind } from '../../model/protocol/waiting.ts'
import { type Meter, orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import type { Answer } from '../../verdict/verdict.ts'
import { treatedAlike } from './alike.ts'
import { assumedFairness } from './assumed.ts'
import { askedOfForms, isNobodyStuck } from './forms.ts'
import type { Decided, FoundRun } from './found.ts'
import { decided } from './liveness.ts'
import { Questions } from './questions.ts'
import { Quotients } from './quotients.ts'
import { decidedSilence, type FoundWaiting } from './silence.ts'

export type OverForms = {
  /** Those that are not decided here are as they were given. */
  readonly answers: readonly Answer[]
  readonly runs: readonly FoundRun[]
  readonly inVain?: FoundWaiting
  readonly alike: Alike
  /** States of the largest quotient in which something was decided; 0: nothing was. */
  readonly forms: number
}

export type OverFormsOptions = {
  readonly meter: Meter
  readonly fairness: FairnessKind | undefined
  readonly limitStates: number
}

/** What is decided among forms, where tables are closed and threads are proved to be alike; fairness to actions is not followed there. */
export function* overForms(
  compiled: Compiled,
  given: readonly Answer[],
  isWanted: (answer: Answer) => boolean,
  { meter, fairness: kind, limitStates }: OverFormsOptions,
): Task<OverForms> {
  const fairness = assumedFairness(compiled, kind)
  const mayBe = compiled.program.symmetry?.isOpen === false && fairness.actions.length === 0
  const alike = mayBe ? yield* alikeThreads(compiled.program, treatedAlike(fairness), { meter }) : nobodyAlike
  const quotients = new Quotients(compiled, alike, meter, limitStates)
  const answers = [...given]
  const runs: FoundRun[] = []
  let inVain: FoundWaiting | undefined
  let forms = 0
  for (const [i, answer] of given.entries()) {
    if (!isWanted(answer) || alike.swaps.length === 0) continue
    meter.endExplaining()
    const one = yield* unlessRefused(orStopped(answered(quotients, answer, { fairness, meter })))
    if (one === undefined || one instanceof Stopped) continue
    answers[i] = one.answer
    if (one.found !== undefined) runs.push(one.found)
    inVain ??= one.inVain
    forms = quotients.most
  }
  return { answers, runs, alike, forms, ...(inVain && { inVain }) }
}

type One = Decided & { readonly inVain?: FoundWaiting }
type Its = Omit<Parameters<typeof decided>[2], 'questions'>

function* answered(quotients: Quotients, answer: Answer, its: Its): Task<One | undefined> {
  const { compiled, alike } = quotients
  if (answer.kind === 'nobody stuck') {
    const holds = yield* isNobodyStuck(quotients)
    return holds === true ? { answer: { ...answer, result: 'holds' } } : undefined // who is stuck, and where, is counted in states
  }
  if (answer.kind === 'waiting') {
    const quotient = yield* quotients.of(undefined)
    if (quotient === undefined) return undefined
    return yield* decidedSilence(compiled, quotient.graph, answer, { meter: its.meter, quotient })
  }
  const declared = compiled.design.liveness.find(({ name, kind }) => name === answer.name && kind === answer.kind)
  const asked = declared && (yield* askedOfForms(quotients, declared))
  if (declared === undefined || asked === undefined) return undefined
  const { graph } = existing(yield* quotients.of(asked[0]?.thread), 'a quotient')
  return yield* decided(declared, answer, { ...its, questions: new Questions(compiled, graph, alike) }, asked)
}

/** A predicate that tells alike threads apart is asked of states. */
function* unlessRefused<T>(task: Task<T>): Task<T | undefined> {
  try {
    return yield* task
  } catch (error) {
    if (error instanceof SymmetryRefused) return undefined
    throw error
  }
}
