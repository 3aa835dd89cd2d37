/** Runs the methods of objects: immer recipes that answer, wait, fail or have several outcomes. */
import { isDraft, produce } from 'immer'
import { ModelError } from '../../errors/model-error.ts'
import type { Outcome } from '../protocol/design.ts'
import { inKeyOrder } from '../protocol/encode.ts'
import { freezeAll } from '../protocol/freeze.ts'
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

/** What a method gets to change: a draft of the value, or a copy of it, which costs less and can do less (see `outcomesOnCopy`). */
type Change = (value: object, change: (draft: unknown) => void) => unknown

type Method = (draft: unknown) => unknown

/** All outcomes of a method at a value: one for each way to answer its picks. `method` gets a draft, or the value itself where it only reads. */
export function outcomesOf(label: string, value: unknown, isReadOnly: boolean, method: Method): readonly Outcome[] {
  return outcomesBy(label, method, (answered) => outcomeOf(label, value, isReadOnly ? undefined : produce, answered))
}

/**
 * The same, on a mutable copy in place of a draft. A copy is no draft where it matters whether something is one: what fails, and what answers with an
 * object, is `undefined`, to be run on a draft.
 */
export function outcomesOnCopy(label: string, value: unknown, method: Method): readonly Outcome[] | undefined {
  const outcomes = outcomesBy(label, method, (answered) => outcomeOf(label, value, changeCopy, answered))
  const isUnsure = outcomes.some((it) => 'failure' in it || (typeof it.answer === 'object' && it.answer !== null))
  return isUnsure ? undefined : outcomes
}

function outcomesBy(
  label: string,
  method: Method,
  outcome: (answered: Method) => Outcome | undefined,
): readonly Outcome[] {
  const outcomes: Outcome[] = []
  const picks: Picks = { script: [], sizes: [] }
  const running = { kind: 'recipe', picks, label } as const
  const answered = (draft: unknown): unknown => plainAnswer(label, method(draft))
  do {
    picks.sizes.length = 0
    const found = whileRunning(running, () => outcome(answered))
    if (found !== undefined) outcomes.push(found)
  } while (nextScript(picks))
  return outcomes
}

/** Without `change` the method only reads. */
function outcomeOf(label: string, value: unknown, change: Change | undefined, answered: Method): Outcome | undefined {
  try {
    if (change === undefined || !isDraftable(value)) return { value, answer: answered(value) }
    let answer: unknown
    const next = change(value, (draft) => {
      answer = answered(draft)
    })
    if (next === value) return { value, answer }
    const kept = inKeyOrder(next, `${label} stored`)
    return { value: freezeAll(kept.value), answer, text: kept.text } // and what the recipe put in: it must not change that later
  } catch (error) {
    if (error === blocked) return undefined
    return { value, failure: error instanceof Error ? error : new Error(String(error)) }
  }
}

function changeCopy(value: object, change: (copy: unknown) => void): unknown {
  const copy = copyOf(value)
  change(copy)
  return copy
}

/** Every part a copy of its own, as every part of a draft is. */
function copyOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(copyOf)
  const record = value as Readonly<Record<PropertyKey, unknown>> // plain data
  const copy: Record<PropertyKey, unknown> = Object.create(Object.getPrototypeOf(value))
  for (const key of Object.keys(record)) copy[key] = copyOf(record[key])
  for (const id of Object.getOwnPropertySymbols(record)) copy[id] = copyOf(record[id])
  return copy
}

function isDraftable(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** @throws ModelError M005 when the answer is not plain data. */
function plainAnswer(label: string, answer: unknown): unknown {
  refuseDraft(label, answer)
  return inKeyOrder(answer, `${label} answered`).value
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
