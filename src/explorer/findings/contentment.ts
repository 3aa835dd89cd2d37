import { at } from '../../errors/at.ts'
import type { Ir, LocalId, Program, ThreadIndex } from '../../model/ir.ts'
import { type Layout, localOf } from '../states/layout.ts'
import { isContentAt } from '../steps/content-at.ts'
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
  of(thread: ThreadIndex, layout: Layout, states: Int32Array, place: number): boolean {
    const local = localOf(layout, thread, states, place)
    return (
      isContentAt(at(this.#ir.threads, thread, 'threads'), local) || this.#mayRest(thread, local, layout, states, place)
    )
  }

  #mayRest(thread: ThreadIndex, local: LocalId, layout: Layout, states: Int32Array, place: number): boolean {
    const regions = at(at(this.#ir.threads, thread, 'threads').regions, local)
    return this.#ir.rests.some(
      ({ region, predicate }) =>
        ((regions >>> region) & 1) === 1 && this.#checks.check(predicate, layout, states, place) === Truth.isTrue,
    )
  }
}
