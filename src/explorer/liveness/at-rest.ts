/**
 * The observer who looks when all are at rest. A state is *settled* if calls are open, none can return by owed steps, and whatever can still happen by
 * itself can happen again and again (it lies in a component of silent steps that none of them leaves): nothing is under way. There a thread of its own,
 * the observer, steps before all others, and nowhere else. So it is part of what is searched, and no reduction.
 */
import { at } from '../../errors/at.ts'
import type { LocalId, Program, ThreadIndex } from '../../model/ir.ts'
import { type Layout, type UnpackedState, unpack } from '../states/layout.ts'
import { By } from '../steps/by.ts'
import type { DesignChooser } from '../steps/generate.ts'
import { StepWalker } from '../steps/step-walker.ts'

/** How many calls are open where threads are at these local states. */
export type OpenCalls = (locals: readonly LocalId[]) => number

export class AtRest implements DesignChooser {
  readonly keepsOwed = false
  readonly isOfDesign: true = true
  readonly #observer: ThreadIndex
  readonly #openCalls: OpenCalls
  readonly #walker: StepWalker
  readonly #settled = new Map<string, boolean>()
  #layout: Layout | undefined

  constructor(program: Program, observer: ThreadIndex, openCalls: OpenCalls) {
    this.#observer = observer
    this.#openCalls = openCalls
    this.#walker = new StepWalker(program, undefined, false)
  }

  prepare(layout: Layout): void {
    this.#layout = layout
  }

  threadsToExpand(states: Int32Array, place: number): number {
    const state = unpack(this.#layout as Layout, states, place) // prepared
    const isTurn = this.#openCalls(state.locals) > 0 && this.#canObserve(state) && this.#isSettled(state)
    return isTurn ? 1 << this.#observer : ~(1 << this.#observer)
  }

  #canObserve(state: UnpackedState): boolean {
    return this.#steps(state, [this.#observer], true).length > 0
  }

  #isSettled(state: UnpackedState): boolean {
    const key = keyOf(state)
    const known = this.#settled.get(key)
    if (known !== undefined) return known
    const before = this.#silentlyReached(state)
    const isSettled = before !== undefined && backFrom(key, before).size === before.size
    for (const one of isSettled ? before.keys() : [key]) this.#settled.set(one, isSettled)
    return isSettled
  }

  /** All that owed steps lead to, each with what it is reached from; `undefined` where a call returns. */
  #silentlyReached(start: UnpackedState): Map<string, string[]> | undefined {
    const open = this.#openCalls(start.locals)
    const before = new Map<string, string[]>([[keyOf(start), []]])
    const callers = [...start.locals.keys()].filter((thread) => thread !== this.#observer)
    const found = [start]
    for (const state of found) {
      for (const next of this.#steps(state, callers, false)) {
        if (this.#openCalls(next.locals) < open) return undefined
        const key = keyOf(next)
        if (!before.has(key)) found.push(next)
        before.set(key, [...(before.get(key) ?? []), keyOf(state)])
      }
    }
    return before
  }

  #steps({ values, locals }: UnpackedState, threads: readonly ThreadIndex[], isVoluntaryToo: boolean): UnpackedState[] {
    const found: UnpackedState[] = []
    const walker = this.#walker
    for (const thread of threads) {
      walker.values.set(values)
      walker.walk(thread, at(locals, thread, 'threads'), (target) => {
        if (!isVoluntaryToo && (walker.by & By.voluntary) !== 0) return
        found.push({ values: [...walker.values], locals: locals.with(thread, target) })
      })
    }
    return found
  }
}

function keyOf({ values, locals }: UnpackedState): string {
  return `${values}|${locals}`
}

/** All from which one comes to `end`. */
function backFrom(end: string, before: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([end])
  for (const one of found) for (const earlier of before.get(one) ?? []) found.add(earlier)
  return found
}
