/**
 * What is asked of runs, decided among forms where threads are alike: of one thread in the quotient by the exchanges that leave it alone, of all together in
 * that by all. What is violated has its run in the whole graph if that is small, since there it is the shortest; else in what the violation unfolds to.
 */
import { existing } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import type { Answer as OfRuns } from '../../explorer/liveness/answer.ts'
import { contentIn } from '../../explorer/liveness/content-in.ts'
import type { Fairness } from '../../explorer/liveness/fairness.ts'
import type { Question } from '../../explorer/liveness/part.ts'
import { answerInQuotient } from '../../explorer/quotient/answer.ts'
import type { Quotient } from '../../explorer/quotient/quotient.ts'
import { isSomebodyStuck } from '../../explorer/quotient/stuck.ts'
import { unfolded } from '../../explorer/quotient/unfolded.ts'
import { oneOfEach } from '../../explorer/symmetry/alike.ts'
import type { ThreadIndex } from '../../model/ir.ts'
import type { LivenessDeclaration } from '../../model/protocol/waiting.ts'
import { orStopped, Stopped } from '../../tasks/meter.ts'
import type { Task } from '../../tasks/task.ts'
import { type Asked, Questions, threadsIn } from './questions.ts'
import type { Quotients } from './quotients.ts'

/** A declaration, or what of it is asked of one thread. */
type Of = { readonly declared: LivenessDeclaration; readonly thread: ThreadIndex | undefined }

/** What a declaration asks; `undefined` where it is not asked of forms, or there are too many. @throws SymmetryRefused */
export function* askedOfForms(quotients: Quotients, declared: LivenessDeclaration): Task<readonly Asked[] | undefined> {
  const all: Asked[] = []
  for (const thread of threadsOf(quotients, declared)) {
    const quotient = yield* quotients.of(thread)
    if (quotient === undefined) return undefined
    all.push(askedOf(quotients, quotient, { declared, thread }))
  }
  return all.length === 0 ? undefined : all
}

/** Whether nobody is stuck; `undefined` where nobody knows. @throws Stopped, SymmetryRefused */
export function* isNobodyStuck(quotients: Quotients): Task<boolean | undefined> {
  const quotient = yield* quotients.of(undefined)
  if (quotient === undefined) return undefined
  const { graph, reduction } = quotient
  return !(yield* isSomebodyStuck(quotient, contentIn(reduction.program, graph), quotients.meter))
}

/** Of whom it is asked; `undefined`: of all together. */
function threadsOf(
  { compiled, alike }: Quotients,
  declared: LivenessDeclaration,
): readonly (ThreadIndex | undefined)[] {
  switch (declared.kind) {
    case 'starvation freedom':
      return oneOfEach(threadsIn(compiled, declared.trying), alike)
    case 'progress':
    case 'leads to':
    case 'infinitely often':
    case 'eventually':
      return [undefined]
    default:
      return []
  }
}

function askedOf(quotients: Quotients, quotient: Quotient, of: Of): Asked {
  const { compiled, alike, meter } = quotients
  const { program } = quotient.reduction
  const asked = theOne(new Questions({ ...compiled, program }, quotient.graph, alike), of)
  const question = existing(asked.question, 'a question')
  return {
    ...asked,
    *answer(fairness, { wantsLasso = true }) {
      const result = yield* answerInQuotient(quotient, question, fairness, meter)
      if (result !== 'violated' || !wantsLasso) return { result }
      meter.allowExplaining()
      const shown = yield* orStopped(shownIn(quotients, quotient, question, of, fairness))
      return shown instanceof Stopped ? { result } : shown
    },
  }
}

function* shownIn(
  quotients: Quotients,
  quotient: Quotient,
  question: Question,
  of: Of,
  fairness: Fairness,
): Task<OfRuns> {
  const { compiled, alike, meter } = quotients
  const whole = yield* quotients.whole()
  const graph = whole ?? existing(yield* unfolded(compiled.program, quotient, question, fairness, meter), 'a violation')
  const found = yield* theOne(new Questions(compiled, graph, alike), of).answer(fairness, { meter })
  if (found.result !== 'violated')
    throw new InternalError('what is violated among forms is not violated where they are unfolded')
  const isShortest = graph === whole && found.lasso?.isShortest === true
  return { ...found, graph, ...(found.lasso && { lasso: { ...found.lasso, isShortest } }) }
}

/** What is asked of the thread, or of all. */
function theOne(questions: Questions, { declared, thread }: Of): Asked {
  return existing(
    questions.of(declared).find((one) => one.thread === thread),
    'what is asked of a thread',
  )
}
