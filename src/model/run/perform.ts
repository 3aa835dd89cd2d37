import type { OperationRequest, Outcome } from '../protocol/design.ts'
import { handedOn } from '../values/plain.ts'
import { failureOf } from './mistakes.ts'
import { withPoison } from './poison.ts'

/** What an operation does at a value, as it is kept and handed on: in the object's order, frozen. None where it waits. */
export function outcomesOf(request: OperationRequest, value: unknown): readonly Outcome[] {
  return withPoison(() => request.run(value)).map((outcome) => asKept(request, outcome, value))
}

/** What is not plain data makes the operation fail there: the object keeps its value. */
function asKept({ object, label }: OperationRequest, outcome: Outcome, before: unknown): Outcome {
  if ('failure' in outcome) return outcome
  try {
    return {
      value: outcome.value === before ? before : handedOn(outcome.value, object.order, `${label} stored`),
      answer: handedOn(outcome.answer, object.order, `${label} answered`),
    }
  } catch (error) {
    return { value: before, failure: failureOf(error, label) }
  }
}
