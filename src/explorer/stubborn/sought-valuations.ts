import type { Program, PropertyId } from '../../model/ir.ts'

/** Which valuations a search looks for: those that violate an invariant, witness a `reachable`, or make the predicate throw. Each asked once. */
export class SoughtValuations {
  readonly #program: Program
  readonly #known: Map<number | string, boolean>[]

  constructor(program: Program) {
    this.#program = program
    this.#known = program.ir.properties.map(() => new Map())
  }

  has(property: PropertyId, valuation: readonly number[]): boolean {
    const key = valuation.length === 1 ? (valuation[0] as number) : valuation.join() // the only one
    const known = this.#known[property]?.get(key)
    if (known !== undefined) return known
    const isSought = this.#ask(property, valuation)
    this.#known[property]?.set(key, isSought)
    return isSought
  }

  #ask(property: PropertyId, valuation: readonly number[]): boolean {
    const { ir, unknowns } = this.#program
    try {
      return unknowns.evaluate(property, valuation) === (ir.properties[property]?.kind === 'reachable')
    } catch {
      return true
    }
  }
}
