/** Recipes that never change their object: of a habit from elsewhere, to answer the new value, and of no use at all. */
import { at } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { FAILED, type OperationId, Pending, UNKNOWN } from '../../model/ir.ts'
import { methodName } from '../../model/protocol/names.ts'
import { encode, show } from '../../model/values/encode.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** What a method did at all values that its object was found to have, over all its arguments. */
type Use = {
  /** One of its operations. */
  readonly operation: OperationId
  changes: boolean
  waitsOrFails: boolean
  answers: boolean
  /** A value, and another of the same fields that it answered there. */
  reduced: readonly [value: unknown, answer: unknown] | undefined
}

/** @throws ModelError M014 for a method that answers a new value where it was to change its draft: the object would stay as it is for ever. */
export function refuseReducers(compiled: Compiled): void {
  for (const [name, { operation, changes, reduced }] of usesOf(compiled)) {
    if (changes || reduced === undefined) continue
    const [value, answer] = reduced.map(show)
    throw new ModelError(
      'M014',
      `${name}() answers a new value and changes nothing: at ${value} it answered ${answer}, and the object stayed as it was, as at every value.`,
      {
        expected: 'a recipe that changes its draft, or one under reads',
        seen: answer,
        fix: 'Write to the draft: d.n = d.n + 1. A method that only reads belongs under reads.',
        site: siteOf(compiled, operation),
      },
    )
  }
}

/** Where a body performs it. */
function siteOf({ program: { ir }, arrival }: Compiled, operation: OperationId): string | undefined {
  for (const [thread, { pending, operation: operations }] of ir.threads.entries()) {
    const local = operations.findIndex((one, l) => one === operation && pending[l] === Pending.operation)
    if (local >= 0) return arrival(thread, local).site
  }
  return undefined
}

/** Methods that neither change, answer, wait nor fail. */
export function withoutEffect(compiled: Compiled): readonly WarningOf[] {
  return [...usesOf(compiled)]
    .filter(([, { changes, waitsOrFails, answers }]) => !changes && !waitsOrFails && !answers)
    .map(([operation]) => ({ kind: 'no effect', operation }))
}

function usesOf(compiled: Compiled): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>()
  for (const [operation, { isReadOnly }] of compiled.program.ir.operations.entries()) {
    const request = compiled.request(operation)
    if (isReadOnly || request.object.domain !== undefined) continue
    const name = methodName(request)
    const use = uses.get(name) ?? { operation, changes: false, waitsOrFails: false, answers: false, reduced: undefined }
    uses.set(name, use)
    learn(use, compiled, operation)
  }
  return uses
}

function learn(use: Use, compiled: Compiled, operation: OperationId): void {
  const { operations, outcomes } = compiled.program.ir
  const { outcome, object } = at(operations, operation, 'operations')
  for (let value = 0; value < outcome.length && !use.changes; value++) {
    const start = at(outcome, value)
    if (start === UNKNOWN) continue
    const end = start + 2 * at(outcomes, start)
    use.waitsOrFails ||= end === start
    for (let i = start + 1; i <= end; i += 2) {
      const answer = at(outcomes, i + 1)
      use.changes ||= at(outcomes, i) !== value
      use.waitsOrFails ||= answer === FAILED
      const given = answer === FAILED ? undefined : compiled.answer(operation, answer)
      use.answers ||= given !== undefined
      if (isOtherOfTheSameFields(compiled.value(object, value), given))
        use.reduced ??= [compiled.value(object, value), given]
    }
  }
}

function isOtherOfTheSameFields(value: unknown, answer: unknown): boolean {
  if (typeof value !== 'object' || typeof answer !== 'object' || value === null || answer === null) return false
  const [fields, others] = [Reflect.ownKeys(value), Reflect.ownKeys(answer)]
  const isAlike = Array.isArray(value) === Array.isArray(answer) && fields.length === others.length
  return isAlike && fields.every((field) => Object.hasOwn(answer, field)) && encode(value, '') !== encode(answer, '')
}
