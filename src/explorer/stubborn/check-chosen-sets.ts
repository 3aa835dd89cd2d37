/**
 * Checks chosen sets against their definition, with none of the code that chose them: explores the other threads while the members stand still, and
 * looks at each state whether every member's pending step commutes with every step that another thread can take there. It finds a wrong set far
 * sooner than comparing verdicts does (Laarman, Pater, van de Pol, Weber, Guard-based partial-order reduction, SPIN 2013, check theirs so),
 * but may cost thousands of states a set: most are explored up to a bound, some without.
 */
import { type Ir, Pending, type Program, type ThreadId } from '../../model/ir.ts'
import type { ThreadChooser } from '../generate.ts'
import { type Layout, type UnpackedState, unpack } from '../layout.ts'
import { StepWalker } from '../step-walker.ts'
import type { ChosenSet } from './chosen-set.ts'
import type { StubbornChooser } from './stubborn-chooser.ts'

/** Why a chosen set is wrong. */
export type WrongSet = {
  readonly state: UnpackedState
  readonly chosen: ChosenSet
  readonly because:
    | { readonly kind: 'no enabled key' }
    /** In `after`, which others can reach while the members stand still, a step of `other` does not commute with that of `member`. */
    | { readonly kind: 'disturbed'; readonly member: ThreadId; readonly other: ThreadId; readonly after: UnpackedState }
}

export type SetsChecked = {
  readonly sets: number
  /** Of these, explored to the end. */
  readonly complete: number
  readonly wrong: readonly WrongSet[]
}

export type CheckOptions = {
  /** States explored for one set. */
  readonly limitStates?: number
  /** How many sets are explored without that bound. */
  readonly unboundedSets?: number
}

/** A layer that chooses as `chooser` does and checks each set. */
export class CheckingChooser implements ThreadChooser {
  readonly #program: Program
  readonly #chooser: StubbornChooser
  readonly #limitStates: number
  readonly #unboundedSets: number
  readonly #wrong: WrongSet[] = []
  #layout: Layout = { words: 0, objects: [], threads: [] }
  #sets = 0
  #complete = 0
  #unbounded = 0

  constructor(program: Program, chooser: StubbornChooser, options: CheckOptions = {}) {
    this.#program = program
    this.#chooser = chooser
    this.#limitStates = options.limitStates ?? 500
    this.#unboundedSets = options.unboundedSets ?? 200
  }

  get checked(): SetsChecked {
    return { sets: this.#sets, complete: this.#complete, wrong: this.#wrong }
  }

  prepare(layout: Layout): void {
    this.#layout = layout
    this.#chooser.prepare(layout)
  }

  threadsToExpand(states: Int32Array, at: number): number {
    const chosen = this.#chooser.setAt(states, at)
    if (chosen.key !== undefined) this.#check(unpack(this.#layout, states, at), chosen)
    return this.#chooser.threadsToExpand(states, at)
  }

  #check(state: UnpackedState, chosen: ChosenSet): void {
    const isUnbounded = this.#unbounded < this.#unboundedSets && this.#sets % (1 << (this.#unbounded >> 4)) === 0
    if (isUnbounded) this.#unbounded++
    this.#sets++
    const limit = isUnbounded ? Number.POSITIVE_INFINITY : this.#limitStates
    const found = checkChosenSet(this.#program, state, chosen, limit)
    if (typeof found === 'object') this.#wrong.push(found)
    else if (found === 'good') this.#complete++
  }
}

/** Explores at most `limitStates` states of the others; `cut` if there are more and nothing was wrong so far. */
export function checkChosenSet(
  program: Program,
  state: UnpackedState,
  chosen: ChosenSet,
  limitStates: number,
): WrongSet | 'good' | 'cut' {
  const { key, members } = chosen
  if (key === undefined) return 'good'
  const steps = new PlainSteps(program)
  if ((members & (1 << key)) === 0 || steps.of(key, state).length === 0)
    return { state, chosen, because: { kind: 'no enabled key' } }
  const threads = program.ir.threads.map((_, thread) => thread)
  const inside = threads.filter((thread) => (members & (1 << thread)) !== 0 && hasStep(program.ir, thread, state))
  const outside = threads.filter((thread) => (members & (1 << thread)) === 0)
  const met = new Map([[keyOf(state), state]])
  for (const now of met.values()) {
    for (const other of outside) {
      const after = steps.of(other, now)
      if (after.length === 0) continue
      const member = inside.find((thread) => !doCommute(steps, thread, other, now))
      if (member !== undefined) return { state, chosen, because: { kind: 'disturbed', member, other, after: now } }
      for (const next of after) met.set(keyOf(next), next)
    }
    if (met.size > limitStates) return 'cut'
  }
  return 'good'
}

function hasStep({ threads }: Ir, thread: ThreadId, { locals }: UnpackedState): boolean {
  const pending = threads[thread]?.pending[locals[thread] ?? 0]
  return pending !== Pending.finished && pending !== Pending.failed
}

/** As commutation.ts says, word for word; the step of `other` is enabled. */
function doCommute(steps: PlainSteps, member: ThreadId, other: ThreadId, state: UnpackedState): boolean {
  const memberFirst = steps.of(member, state).map((after) => steps.of(other, after).map(keyOf))
  const otherFirst = steps.of(other, state).map((after) => steps.of(member, after).map(keyOf))
  const isBackward = otherFirst.flat().every((end) => memberFirst.flat().includes(end))
  return (
    isBackward && memberFirst.every((ends) => otherFirst.every((others) => ends.some((end) => others.includes(end))))
  )
}

function keyOf({ values, locals }: UnpackedState): string {
  return `${values.join()} ${locals.join()}`
}

/** Successors by one thread, as the searches' step walker gives them. */
class PlainSteps {
  readonly #walker: StepWalker

  constructor(program: Program) {
    this.#walker = new StepWalker(program, undefined, false)
  }

  of(thread: ThreadId, { values, locals }: UnpackedState): UnpackedState[] {
    const after: UnpackedState[] = []
    this.#walker.values.set(values)
    this.#walker.walk(thread, locals[thread] ?? 0, (target) => {
      after.push({ values: [...this.#walker.values], locals: locals.with(thread, target) })
    })
    return after
  }
}
