import { at } from '../../errors/at.ts'
import { type Ir, type LocalId, Mark, Pending, type Program, type ThreadIndex, UNKNOWN } from '../../model/ir.ts'
import { type Layout, localOf } from '../states/layout.ts'
import { type PropertyChecks, Truth } from './property-checks.ts'

/**
 * Who is *content* in a state, so that it may stay as it is for ever: whoever has ended, or at whose next step to wait is no error, in each of its
 * alternatives (`may`, `idle`), or who is in a region where a thread may rest now.
 */
export class Contentment {
  readonly #ir: Ir
  readonly #checks: PropertyChecks

  constructor(program: Program, checks: PropertyChecks) {
    this.#ir = program.ir
    this.#checks = checks
  }

  /** Expects a state all of whose steps the tables know. */
  of(thread: ThreadIndex, layout: Layout, states: Int32Array, at: number): boolean {
    const local = localOf(layout, thread, states, at)
    return this.#isContentAt(thread, local) || this.#mayRest(thread, local, layout, states, at)
  }

  #isContentAt(thread: ThreadIndex, local: LocalId): boolean {
    const { pending, marks, next, stored } = at(this.#ir.threads, thread, 'threads')
    const kind = pending[local]
    if (kind === Pending.finished || kind === Pending.failed) return true
    if ((at(marks, local) & (Mark.voluntary | Mark.idle)) !== 0) return true
    if (kind !== Pending.choice) return false
    const isContent = (target: LocalId): boolean =>
      target !== UNKNOWN && stored[target] === false && this.#isContentAt(thread, target)
    return at(next, local, 'local states').every(isContent) // an option that leads to a stored one is a step, and owed
  }

  #mayRest(thread: ThreadIndex, local: LocalId, layout: Layout, states: Int32Array, place: number): boolean {
    const regions = at(at(this.#ir.threads, thread, 'threads').regions, local)
    return this.#ir.rests.some(
      ({ region, predicate }) =>
        ((regions >>> region) & 1) === 1 && this.#checks.check(predicate, layout, states, place) === Truth.isTrue,
    )
  }
}
