import { at, existing } from '../../errors/at.ts'
import {
  type Ir,
  type LocalId,
  type ObjectId,
  Pending,
  type Program,
  type PropertyId,
  predicatesIn,
  type Symmetry,
  type ThreadIndex,
} from '../../model/ir.ts'
import type { Difference } from '../steps/canoniser.ts'

/** The words for differences between two neighbours of a family. */
export class Differences {
  readonly #ir: Ir
  readonly #symmetry: Symmetry | undefined

  constructor({ ir, symmetry }: Pick<Program, 'ir' | 'symmetry'>) {
    this.#ir = ir
    this.#symmetry = symmetry
  }

  start(swap: number, what: string): Difference {
    return this.#advised(swap, `exchanging them changes ${what} at the start`)
  }

  noObject(swap: number, object: ObjectId): Difference {
    return this.#between(swap, `${this.#objectName(object)} belongs to one of them, and the other has no such object`)
  }

  noValue(swap: number, object: ObjectId): Difference {
    const name = this.#objectName(object)
    return this.#advised(swap, `${name} has a value that it never has with the two exchanged`)
  }

  tooMany(swap: number, component: number): Difference {
    const { objects } = this.#ir
    const what = this.#ir.objects[component]?.name ?? this.#threadName(component - objects.length)
    return this.#between(swap, `${what} has values with too many images`, 'not taken for alike')
  }

  noLocal(swap: number, thread: ThreadIndex, local: LocalId, other: ThreadIndex): Difference {
    const names = `${this.#threadName(thread)} can be at ${this.#at(thread, local)}`
    return this.#advised(swap, `${names}, where ${this.#threadName(other)} never is with the two exchanged`)
  }

  /** What they do next is another thing. `would`: what the second thread would do if they were alike. */
  step(swap: number, left: Place, right: Place, would: string): Difference {
    return this.#advised(swap, this.#differ(left, right, would), left)
  }

  /** The same things end in other data. */
  end(swap: number, left: Place, right: Place, would: string): Difference {
    return this.#advised(swap, this.#differ(left, right, would))
  }

  #differ(left: Place, right: Place, would: string): string {
    const [one, other] = [this.#place(left), this.#place(right)]
    return one === other ? `${one}: ${would}` : `${one} and ${other} differ: ${would}`
  }

  wouldUse(object: ObjectId): string {
    return `with the two exchanged it would be a step on ${this.#objectName(object)}`
  }

  doesOther(object: ObjectId): string {
    return `with the two exchanged they would not do the same to ${this.#objectName(object)}, or not go on alike`
  }

  endsOther(): string {
    return 'with the two exchanged one would end where the other does not, or owe what the other does not'
  }

  tooManyWays(swap: number, place: Place): Difference {
    return this.#between(swap, `${this.#place(place)} has too many ways to be compared`, 'not taken for alike')
  }

  property(swap: number, property: PropertyId, why: string): Difference {
    return this.#between(swap, `'${at(predicatesIn(this.#ir), property, 'predicates').name}' ${why}`)
  }

  reads(object: ObjectId, not: ObjectId): string {
    return `reads ${this.#objectName(object)} and not ${this.#objectName(not)}`
  }

  #between(swap: number, text: string, are = 'not alike'): Difference {
    const [left, right] = at(existing(this.#symmetry, 'a symmetry').swaps, swap, 'swaps')
    return { swap, text: `${this.#threadName(left)} and ${this.#threadName(right)} are ${are}: ${text}.` }
  }

  /** Where it may be that data differs. */
  #advised(swap: number, text: string, of?: Place): Difference {
    const difference = this.#between(swap, text)
    const advice = this.#symmetry?.advice?.(swap, of)
    return advice === undefined ? difference : { swap, text: `${difference.text} ${advice}` }
  }

  #place({ thread, local }: Place): string {
    return `${this.#threadName(thread)} at ${this.#at(thread, local)}`
  }

  #at(thread: ThreadIndex, local: LocalId): string {
    const table = at(this.#ir.threads, thread, 'threads')
    switch (table.pending[local]) {
      case Pending.operation:
        return at(this.#ir.operations, table.operation[local], 'operations').label
      case Pending.step:
        return 'a local step'
      case Pending.choice:
        return 'a choice'
      case Pending.finished:
        return 'its end'
      default:
        return 'a failure'
    }
  }

  #threadName(thread: ThreadIndex): string {
    return at(this.#ir.threads, thread, 'threads').name
  }

  #objectName(object: ObjectId): string {
    return at(this.#ir.objects, object, 'objects').name
  }
}

export type Place = { readonly thread: ThreadIndex; readonly local: LocalId }
