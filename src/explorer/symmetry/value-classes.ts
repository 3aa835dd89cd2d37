import { at } from '../../errors/at.ts'
import { type Ir, type ObjectId, type OperationId, UNKNOWN, type ValueId } from '../../model/ir.ts'
import type { SwapGroup } from './swap-group.ts'

/** Values of one object that are not told apart; once divided or exchanged it remembers into what. */
export type ValueClass = {
  readonly object: ObjectId
  readonly members: readonly ValueId[]
  readonly parts: Map<OperationId, readonly ValueClass[]>
  readonly images: Map<number, Image>
}

/** Of a class under a swap. `isWhole`: each member has an image, whose image it is in turn; the others are left out. */
export type Image = { readonly class: ValueClass; readonly isWhole: boolean }

/** What an operation leaves: the value that was there before. */
const KEPT = -1

/** Classes of values: all those of an object at first, then as operations divide them. */
export class ValueClasses {
  /** How many members were looked at, to divide classes and to exchange them. */
  looks = 0
  readonly #ir: Ir
  readonly #group: SwapGroup
  readonly #all: readonly ValueClass[]
  /** By operation, then value: equal numbers for those that the operation does not tell apart. */
  readonly #kinds: Int32Array[] = []

  constructor(ir: Ir, group: SwapGroup) {
    this.#ir = ir
    this.#group = group
    this.#all = ir.objects.map(({ valueCount }, object) =>
      classOf(
        object,
        Array.from({ length: valueCount }, (_, value) => value),
      ),
    )
  }

  /** All values of the object. */
  all(object: ObjectId): ValueClass {
    return at(this.#all, object, 'objects')
  }

  /** Its parts that the operation does not tell apart; one if it is such a part. */
  divided(whole: ValueClass, operation: OperationId): readonly ValueClass[] {
    const known = whole.parts.get(operation)
    if (known !== undefined) return known
    const kinds = this.#kindsOf(operation)
    this.looks += whole.members.length
    const members = new Map<number, ValueId[]>()
    for (const value of whole.members) {
      const kind = at(kinds, value, 'values')
      const part = members.get(kind)
      if (part === undefined) members.set(kind, [value])
      else part.push(value)
    }
    const parts = members.size === 1 ? [whole] : [...members.values()].map((part) => classOf(whole.object, part))
    whole.parts.set(operation, parts)
    return parts
  }

  image(swap: number, of: ValueClass): Image {
    const known = of.images.get(swap)
    if (known !== undefined) return known
    const object = this.#group.objectImage(swap, of.object)
    this.looks += of.members.length
    const members: ValueId[] = []
    for (const value of of.members) {
      const image = this.#group.image(swap, of.object, value)
      if (image >= 0 && this.#group.image(swap, object, image) === value) members.push(image)
    }
    const found = { class: classOf(object, members), isWhole: members.length === of.members.length }
    of.images.set(swap, found)
    return found
  }

  /**
   * What the operation does at a value: the answers, and for each what it leaves there. Where the tables say nothing it
   * may do anything.
   */
  #kindsOf(operation: OperationId): Int32Array {
    const known = this.#kinds[operation]
    if (known !== undefined) return known
    const { outcome, object } = at(this.#ir.operations, operation, 'operations')
    this.looks += this.all(object).members.length
    const numbers = new Map<string, number>()
    const kinds = Int32Array.from(this.all(object).members, (value) => {
      const text = this.#kindAt(outcome[value] ?? UNKNOWN, value)
      const number = numbers.get(text) ?? numbers.size
      numbers.set(text, number)
      return number
    })
    this.#kinds[operation] = kinds
    return kinds
  }

  #kindAt(start: number, value: ValueId): string {
    if (start === UNKNOWN) return 'unknown'
    const { outcomes } = this.#ir
    const end = start + 2 * at(outcomes, start, 'outcomes') // a run begins with its count
    let text = ''
    for (let i = start + 1; i < end; i += 2) {
      const after = at(outcomes, i)
      text += `${after === value ? KEPT : after} ${at(outcomes, i + 1)},`
    }
    return text
  }
}

function classOf(object: ObjectId, members: readonly ValueId[]): ValueClass {
  return { object, members, parts: new Map(), images: new Map() }
}
