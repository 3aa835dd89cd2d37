import { at } from '../../errors/at.ts'
import { FAILED, type Ir, type OperationId, UNKNOWN } from '../../model/ir.ts'

/**
 * How an operation may be walked without knowing the value: not at all, because it stores the same always, or because
 * it changes nothing.
 */
export type Blindness = 'none' | 'stores' | 'keeps'

/** Which operations look at nothing. */
export class Blindnesses {
  readonly #ir: Ir
  /** By operation; missing where not yet certain. */
  readonly #known: Blindness[] = []

  constructor(ir: Ir) {
    this.#ir = ir
  }

  of(operation: OperationId): Blindness {
    const known = this.#known[operation]
    if (known !== undefined) return known
    const table = at(this.#ir.operations, operation, 'operations')
    const object = at(this.#ir.objects, table.object, 'objects')
    if (!object.isClosed) return 'none'
    for (let value = 0; value < object.valueCount; value++)
      if ((table.outcome[value] ?? UNKNOWN) === UNKNOWN) return 'none'
    const blindness = this.#from([...table.outcome.slice(0, object.valueCount)])
    this.#known[operation] = blindness
    return blindness
  }

  /** From where the outcomes of each value begin. */
  #from(starts: readonly number[]): Blindness {
    const { outcomes } = this.#ir
    const first = at(starts, 0)
    const answer = outcomes[first + 2]
    if (answer === FAILED || !starts.every((start) => outcomes[start] === 1 && outcomes[start + 2] === answer))
      return 'none'
    if (starts.every((start) => outcomes[start + 1] === outcomes[first + 1])) return 'stores'
    return starts.every((start, value) => outcomes[start + 1] === value) ? 'keeps' : 'none'
  }
}
