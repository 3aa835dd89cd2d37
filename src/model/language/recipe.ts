/** Runs the methods of objects: immer recipes that answer, wait, fail or have several outcomes. */
import { isDraft, produce } from 'immer'
import { ModelError } from '../../errors/model-error.ts'
import type { Outcome } from '../protocol/design.ts'
import { blocked, type Picks, runningRecipe } from '../protocol/running.ts'
import { type Code, call } from '../run/call.ts'
import { inspect } from '../run/inspect.ts'
import { failureOf } from '../run/mistakes.ts'
import { siteIfWatched } from '../run/watched.ts'
import { encode } from '../values/encode.ts'
import { freezeAll } from '../values/freeze.ts'
import { copyOf } from '../values/plain.ts'
import { isProtected } from '../values/protections.ts'

/** A requirement of a design that did not hold: `ensure(condition, message)`. */
export class RequirementFailed extends Error {
  override readonly name: string = 'RequirementFailed'
}

/**
 * In a recipe: the operation waits until the condition holds. A guard, as of a guarded command; a condition of
 * PlusCal's await.
 * @example
 * object({ owner: null as ThreadId | null })({
 *   lock(d, me: ThreadId) { waitUntil(d.owner === null); d.owner = me },
 * })
 */
export function waitUntil(condition: boolean): asserts condition {
  runningRecipe('waitUntil')
  if (!condition) throw blocked
}

/**
 * In a recipe: the operation fails, with this message, unless the condition holds. A failure that can be reached is a
 * violation.
 * @example
 * object({ owner: null as ThreadId | null })({
 *   unlock(d, me: ThreadId) { ensure(d.owner === me, 'unlocked by another one'); d.owner = null },
 * })
 */
export function ensure(condition: boolean, message: string): asserts condition {
  runningRecipe('ensure')
  if (!condition) throw new RequirementFailed(message)
}

/**
 * In a recipe: any of the options, each an outcome of its own; none blocks. In a body the word is `choose`.
 * @example
 * object({ asleep: [] as readonly ThreadId[] })({
 *   wakesOne(d) { d.asleep = withoutMember(d.asleep, pick(d.asleep)) },
 * })
 */
export function pick<const T>(options: readonly T[]): T {
  const picks = runningRecipe('pick')
  if (options.length === 0) throw blocked
  const depth = picks.sizes.length
  picks.sizes.push(options.length)
  if (depth === picks.script.length) picks.script.push(0) // a pick that is new begins with its first option
  return options[picks.script[depth] as number] as T // below the number of options
}

/** What a method gets to change: a draft of the value, or a copy of it, which costs less and can do less (see `Recipe.outcomesOnCopy`). */
type Change = (value: object, change: (draft: unknown) => void) => unknown

/** What a recipe gets: a draft or the value, and arguments. */
type Method = (...given: readonly unknown[]) => unknown

/** A method under its label, and the record of it that is running: one serves all runs. */
export class Recipe {
  readonly #code: Code
  readonly #method: Method
  readonly #args: readonly unknown[]
  readonly #running: { readonly kind: 'recipe'; readonly picks: Picks; readonly label: string }

  /**
   * `method` gets a draft of the value, or the value itself where it only reads, and the arguments. @throws ModelError when its text is at fault.
   */
  constructor(label: string, method: Method, args: readonly unknown[], isReadOnly: boolean) {
    const role = isReadOnly ? 'function' : 'recipe'
    this.#code = { source: method, role, name: label, site: siteIfWatched(label) }
    this.#method = method
    this.#args = args
    this.#running = { kind: 'recipe', picks: { script: [], sizes: [] }, label }
    inspect(this.#code.source, this.#code.role, label)
  }

  /** All outcomes at a value: one for each way to answer the picks of the method. */
  outcomes(value: unknown): readonly Outcome[] {
    const outcomes = this.#outcomes(value, this.#code.role === 'recipe' ? produce : undefined)
    if (isProtected('what is handed on is frozen'))
      for (const outcome of outcomes) if ('text' in outcome) freezeAll(outcome.value) // and what the recipe put in: it must not change that later
    return outcomes
  }

  /**
   * The same, on a mutable copy in place of a draft, and not frozen: most results are known already. A copy is no draft where it matters whether
   * something is one: what fails, and what answers with an object, is `undefined`, to be run on a draft.
   */
  outcomesOnCopy(value: unknown): readonly Outcome[] | undefined {
    const outcomes = this.#outcomes(value, changeCopy)
    const isUnsure = outcomes.some((it) => 'failure' in it || (typeof it.answer === 'object' && it.answer !== null))
    return isUnsure ? undefined : outcomes
  }

  #outcomes(value: unknown, change: Change | undefined): readonly Outcome[] {
    const outcomes: Outcome[] = []
    const { script, sizes } = this.#running.picks
    empty(script)
    do {
      empty(sizes)
      const found = this.#outcome(value, change)
      if (found !== undefined) outcomes.push(found)
    } while (sizes.length > 0 && nextScript(this.#running.picks))
    return outcomes
  }

  /** Without `change` the method only reads. */
  #outcome(value: unknown, change: Change | undefined): Outcome | undefined {
    try {
      if (change === undefined || !isDraftable(value)) return ofAnswer(value, this.#answer(value))
      let answer: unknown
      const next = change(value, (draft) => {
        answer = this.#answer(draft)
      })
      if (answer === blocked || next === value) return ofAnswer(value, answer)
      return { value: next, answer, text: encode(next, `${this.#code.name} stored`) }
    } catch (error) {
      return { value, failure: failureOf(error, this.#code.name) }
    }
  }

  /** `blocked` where the method waits. @throws ModelError M005 when the answer is not plain data. */
  #answer(given: unknown): unknown {
    const answer = call(this.#code, this.#running, () => this.#answerOf(given))
    if (answer === blocked) return blocked
    if (typeof answer === 'object' && answer !== null) refuseDraft(this.#code.name, answer)
    encode(answer, `${this.#code.name} answered`)
    return answer
  }

  /** A method says that it waits by throwing, once and no further: most runs of many locks do. */
  #answerOf(given: unknown): unknown {
    try {
      return this.#method(given, ...this.#args)
    } catch (error) {
      if (error === blocked) return blocked
      throw error
    }
  }
}

/** What a method that changed nothing comes to; nothing where it waits. */
function ofAnswer(value: unknown, answer: unknown): Outcome | undefined {
  return answer === blocked ? undefined : { value, answer }
}

function changeCopy(value: object, change: (copy: unknown) => void): unknown {
  const copy = copyOf(value)
  change(copy)
  return copy
}

/** Most are empty, and to set the length of a list costs even then. */
function empty(list: number[]): void {
  if (list.length > 0) list.length = 0
}

function isDraftable(value: unknown): value is object {
  return typeof value === 'object' && value !== null
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
    const taken = (picks.script[last] as number) + 1 // below both lengths
    if (taken < (picks.sizes[last] as number)) {
      picks.script[last] = taken
      return true
    }
    picks.script.pop()
  }
  return false
}
