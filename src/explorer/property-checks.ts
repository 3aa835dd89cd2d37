/**
 * Evaluates properties of states, each valuation once. An exception in a predicate is kept and counts as a violation, of invariants and of
 * `reachable` alike: never a pass.
 */
import { InternalError } from '../errors/internal-error.ts'
import type { Ir, Program, PropertyId, PropertyTable, RegionId } from '../model/ir.ts'
import { bitsFor, type Layout, localOf, valueOf } from './layout.ts'

/** What a predicate said of a valuation. */
export const Verdict = { isTrue: 1, isFalse: 2, threw: 3 } as const
export type Verdict = (typeof Verdict)[keyof typeof Verdict]

/** Memo of verdicts: dense for few valuations, else hashed by number where 53 bits hold a valuation, else by text. */
type Memo = {
  readonly widths: readonly number[]
  readonly dense: Uint8Array | undefined
  readonly sparse: Map<number | string, Verdict>
}

const LIMIT_DENSE_BITS = 16
const LIMIT_KEY_BITS = 52
const OPEN_OBJECT_BITS = 26

export class PropertyChecks {
  readonly #program: Program
  readonly #memos: readonly Memo[]
  readonly #errors: unknown[] = []

  constructor(program: Program) {
    this.#program = program
    this.#memos = program.ir.properties.map((property) => createMemo(program.ir, property))
  }

  /** The property in the state at `states[at]`. */
  check(property: PropertyId, layout: Layout, states: Int32Array, at: number): Verdict {
    const { observes } = this.#program.ir.properties[property] as PropertyTable // ids come from the tables
    const valuation = observes.map((it) =>
      it.kind === 'object' ? valueOf(layout, it.object, states, at) : this.#inside(it.region, layout, states, at),
    )
    const memo = this.#memos[property] as Memo // one memo a property
    if (memo.dense !== undefined) {
      const key = numberKey(valuation, memo.widths)
      const known = memo.dense[key] as Verdict | 0 // within its length
      if (known !== 0) return known
      const verdict = this.#evaluate(property, valuation)
      memo.dense[key] = verdict
      return verdict
    }
    const key = memo.widths.length === 0 ? valuation.join() : numberKey(valuation, memo.widths)
    let verdict = memo.sparse.get(key)
    if (verdict === undefined) {
      verdict = this.#evaluate(property, valuation)
      memo.sparse.set(key, verdict)
    }
    return verdict
  }

  /** What the predicate threw first. */
  errorOf(property: PropertyId): unknown {
    return this.#errors[property]
  }

  #inside(region: RegionId, layout: Layout, states: Int32Array, at: number): number {
    let inside = 0
    for (const [thread, table] of this.#program.ir.threads.entries())
      inside |= (((table.regions[localOf(layout, thread, states, at)] ?? 0) >>> region) & 1) << thread
    return inside
  }

  #evaluate(property: PropertyId, valuation: readonly number[]): Verdict {
    try {
      return this.#program.unknowns.evaluate(property, valuation) ? Verdict.isTrue : Verdict.isFalse
    } catch (error) {
      if (error instanceof InternalError) throw error
      this.#errors[property] ??= error ?? new Error('the predicate threw nothing')
      return Verdict.threw
    }
  }
}

function createMemo(ir: Ir, property: PropertyTable): Memo {
  const widths = property.observes.map((it) => {
    const object = it.kind === 'object' ? ir.objects[it.object] : undefined
    if (object === undefined) return ir.threads.length
    return object.isClosed ? bitsFor(object.valueCount) : OPEN_OBJECT_BITS
  })
  const bits = widths.reduce((sum, width) => sum + width, 0)
  return {
    widths: bits <= LIMIT_KEY_BITS ? widths : [],
    dense: bits <= LIMIT_DENSE_BITS ? new Uint8Array(2 ** bits) : undefined,
    sparse: new Map(),
  }
}

function numberKey(valuation: readonly number[], widths: readonly number[]): number {
  let key = 0
  for (let i = 0; i < valuation.length; i++) key = key * 2 ** (widths[i] ?? 0) + (valuation[i] ?? 0)
  return key
}
