import { at } from '../../../errors/at.ts'
import type { Program, PropertyId } from '../../../model/ir.ts'

/** What a property finds in a valuation: it violates the invariant or witnesses the `reachable`; or the predicate throws, which violates either. */
export type Sought = 'nothing' | 'what it looks for' | 'an error'

/** What a search looks for. Each valuation is asked about once. */
export class SoughtValuations {
  readonly #program: Program
  readonly #known: Map<number | string, Sought>[]

  constructor(program: Program) {
    this.#program = program
    this.#known = program.ir.properties.map(() => new Map())
  }

  in(property: PropertyId, valuation: readonly number[]): Sought {
    const key = valuation.length === 1 ? (valuation[0] as number) : valuation.join() // the only one
    const known = at(this.#known, property, 'properties').get(key)
    if (known !== undefined) return known
    const finding = this.#ask(property, valuation)
    at(this.#known, property, 'properties').set(key, finding)
    return finding
  }

  #ask(property: PropertyId, valuation: readonly number[]): Sought {
    const { ir, unknowns } = this.#program
    try {
      const isTrue = unknowns.evaluate(property, valuation)
      return isTrue === (at(ir.properties, property, 'properties').kind === 'reachable')
        ? 'what it looks for'
        : 'nothing'
    } catch {
      return 'an error'
    }
  }
}
