/**
 * Evaluates properties of states, each valuation once. An exception in a predicate is kept and counts as a violation,
 * of invariants and of `reachable` alike: never a pass.
 */
import { at } from '../../errors/at.ts'
import { InternalError } from '../../errors/internal-error.ts'
import {
  type Ir,
  type PredicateTable,
  type Program,
  type PropertyId,
  predicatesIn,
  type RegionId,
} from '../../model/ir.ts'
import { type Layout, localOf, valueOf } from '../states/layout.ts'
import { generateKey, type KeyOf, keyWidths, LIMIT_KEY_BITS } from './valuation-key.ts'

/** What a predicate said of a valuation. */
export const Truth = { isTrue: 1, isFalse: 2, threw: 3 } as const
export type Truth = (typeof Truth)[keyof typeof Truth]

/** Memo of verdicts: dense for few valuations, else hashed by number where 53 bits hold a valuation, else by text. */
type Memo = {
  /** Whether a number holds a valuation. */
  readonly hasKey: boolean
  readonly dense: Uint8Array | undefined
  readonly sparse: Map<number | string, Truth>
  /** For the current layout. */
  keyOf: KeyOf | undefined
}

const LIMIT_DENSE_BITS = 16

export class PropertyChecks {
  readonly #program: Program
  /** By `PropertyId`. */
  readonly #predicates: readonly PredicateTable[]
  readonly #memos: readonly Memo[]
  readonly #errors: unknown[] = []
  #layout: Layout | undefined

  constructor(program: Program) {
    this.#program = program
    this.#predicates = predicatesIn(program.ir)
    this.#memos = this.#predicates.map((predicate) => createMemo(program.ir, predicate))
  }

  /** The property, or other predicate, in the state at `states[at]`. */
  check(property: PropertyId, layout: Layout, states: Int32Array, at: number): Truth {
    if (layout !== this.#layout) this.#prepare(layout)
    const memo = this.#memos[property] as Memo // one memo a property
    const key = memo.keyOf?.(states, at) ?? this.#valuation(property, layout, states, at).join()
    const known = memo.dense === undefined ? memo.sparse.get(key) : memo.dense[key as number] // dense keys are numbers
    if (known !== undefined && known !== 0) return known as Truth // all else that a memo holds
    const truth = this.#evaluate(property, this.#valuation(property, layout, states, at))
    if (memo.dense === undefined) memo.sparse.set(key, truth)
    else memo.dense[key as number] = truth // dense keys are numbers
    return truth
  }

  /** What the predicate threw first. */
  errorOf(property: PropertyId): unknown {
    return this.#errors[property]
  }

  #prepare(layout: Layout): void {
    this.#layout = layout
    const { ir } = this.#program
    for (const [property, memo] of this.#memos.entries()) {
      const table = at(this.#predicates, property, 'predicates')
      memo.keyOf = memo.hasKey ? generateKey(ir, table, layout) : undefined
    }
  }

  #valuation(property: PropertyId, layout: Layout, states: Int32Array, at: number): number[] {
    const { observes } = this.#predicates[property] as PredicateTable // ids come from the tables
    return observes.map((it) =>
      it.kind === 'object' ? valueOf(layout, it.object, states, at) : this.#inside(it.region, layout, states, at),
    )
  }

  #inside(region: RegionId, layout: Layout, states: Int32Array, at: number): number {
    let inside = 0
    for (const [thread, table] of this.#program.ir.threads.entries())
      inside |= (((table.regions[localOf(layout, thread, states, at)] as number) >>> region) & 1) << thread
    return inside
  }

  #evaluate(property: PropertyId, valuation: readonly number[]): Truth {
    try {
      return this.#program.unknowns.evaluate(property, valuation) ? Truth.isTrue : Truth.isFalse
    } catch (error) {
      if (error instanceof InternalError) throw error
      this.#errors[property] ??= error ?? new Error('the predicate threw nothing')
      return Truth.threw
    }
  }
}

function createMemo(ir: Ir, property: PredicateTable): Memo {
  const widths = keyWidths(ir, property)
  const bits = widths.reduce((sum, width) => sum + width, 0)
  return {
    hasKey: widths.length > 0 && bits <= LIMIT_KEY_BITS,
    dense: bits > 0 && bits <= LIMIT_DENSE_BITS ? new Uint8Array(2 ** bits) : undefined,
    sparse: new Map(),
    keyOf: undefined,
  }
}
