/** Runs the methods of objects: immer recipes that answer, wait, fail or have several outcomes. */
import { isDraft, produce } from 'immer'
import { ModelError } from '../../errors/model-error.ts'
import type { Outcome } from '../protocol/design.ts'
import { encode } from '../protocol/encode.ts'
import { type Picks, runningRecipe, whileRunning } from '../protocol/running.ts'

const blocked = { isBlocked: true }

/** A requirement of a design that did not hold: `ensure(condition, message)`. */
export class RequirementFailed extends Error {
  override readonly name: string = 'RequirementFailed'
}

/** In a recipe: the operation waits until the condition holds. */
export function waitUntil(condition: boolean): void {
  runningRecipe('waitUntil')
  if (!condition) throw blocked
}

/** In a recipe: the operation fails, with this message, unless the condition holds. A failure that can be reached is a violation. */
export function ensure(condition: boolean, message: string): asserts condition {
  runningRecipe('ensure')
  if (!condition) throw new RequirementFailed(message)
}

/** In a recipe: any of the options, each an outcome of its own; none blocks. In a body the word is `choose`. */
export function pick<const T>(options: readonly T[]): T {
  const picks = runningRecipe('pick')
  if (options.length === 0) throw blocked
  const depth = picks.sizes.length
  picks.sizes.push(options.length)
  const taken = picks.script[depth] ?? 0
  picks.script[depth] = taken
  return options[taken] as T // 0 <= taken < options.length
}

/** All outcomes of a method at a value: one for each way to answer its picks. `method` gets a draft, or the value itself where it only reads. */
export function outcomesOf(
  label: string,
  value: unknown,
  isReadOnly: boolean,
  method: (draft: unknown) => unknown,
): readonly Outcome[] {
  const outcomes: Outcome[] = []
  const picks: Picks = { script: [], sizes: [] }
  do {
    picks.sizes.length = 0
    const outcome = whileRunning({ kind: 'recipe', picks, label }, () => outcomeOf(label, value, isReadOnly, method))
    if (outcome !== undefined) outcomes.push(outcome)
  } while (nextScript(picks))
  return outcomes
}

function outcomeOf(
  label: string,
  value: unknown,
  isReadOnly: boolean,
  method: (draft: unknown) => unknown,
): Outcome | undefined {
  let answer: unknown
  try {
    if (isReadOnly) return { value, answer: plainAnswer(label, method(value)) }
    const next = isDraftable(value)
      ? produce(value, (draft: unknown) => {
          answer = plainAnswer(label, method(draft))
        })
      : value
    return next === value ? { value, answer } : { value: next, answer, text: encode(next, `${label} stored`) }
  } catch (error) {
    if (error === blocked) return undefined
    return { value, failure: error instanceof Error ? error : new Error(String(error)) }
  }
}

function isDraftable(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** @throws ModelError M005 when the answer is not plain data. */
function plainAnswer(label: string, answer: unknown): unknown {
  refuseDraft(label, answer)
  encode(answer, `${label} answered`)
  return answer
}

/** Of the answer itself or a part of it: it would change, or be gone, when the recipe has ended. */
function refuseDraft(label: string, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return
  if (isDraft(answer)) {
    throw new ModelError(
      'M005',
      `${label} returned a live draft: return plain data; here: ${Array.isArray(answer) ? '[...d.list]' : '{ ...d.part }'}`,
      {
        expected: 'plain data',
        seen: 'a live draft',
        fix: 'Copy it, or use current(draft).',
      },
    )
  }
  const parts = answer as Readonly<Record<PropertyKey, unknown>> // any object can be read by key
  for (const key of Reflect.ownKeys(answer)) refuseDraft(label, parts[key])
}

/** Counts the script up like the digits of a number; false when all have been tried. */
function nextScript(picks: Picks): boolean {
  picks.script.length = picks.sizes.length
  for (let last = picks.script.length - 1; last >= 0; last--) {
    const taken = (picks.script[last] ?? 0) + 1
    if (taken < (picks.sizes[last] ?? 0)) {
      picks.script[last] = taken
      return true
    }
    picks.script.pop()
  }
  return false
}
