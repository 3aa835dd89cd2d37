import { existing } from '../../../errors/at.ts'
import type { ObjectDeclaration } from '../../protocol/declarations.ts'
import { encode } from '../../values/encode.ts'
import type { Size } from '../machine.ts'

/** A cell of a design as a machine knows it: a number, among the atomic or the plain ones, and numbers for its values. */
export type MemoryCell = {
  readonly declared: ObjectDeclaration
  readonly index: number
  readonly values: readonly unknown[]
  readonly numbers: ReadonlyMap<string, number>
}

export class MemoryCells {
  readonly atomic: readonly MemoryCell[]
  readonly plain: readonly MemoryCell[]
  /** For each object one that says nothing, behind the atomic ones: who uses the object synchronizes there. */
  readonly objects: readonly MemoryCell[]
  readonly #known: ReadonlyMap<ObjectDeclaration, MemoryCell>

  constructor(declared: readonly ObjectDeclaration[]) {
    const cells = declared.filter(({ domain }) => domain !== undefined)
    this.atomic = cells.filter(({ isPlain }) => isPlain !== true).map(cellOf)
    this.objects = declared
      .filter(({ domain }) => domain === undefined)
      .map((it, i) => mute(it, this.atomic.length + i))
    this.plain = cells.filter(({ isPlain }) => isPlain === true).map(cellOf)
    this.#known = new Map([...this.atomic, ...this.plain].map((cell) => [cell.declared, cell]))
  }

  /** As a machine numbers them where it numbers all. */
  get all(): readonly MemoryCell[] {
    return [...this.atomic, ...this.objects, ...this.plain]
  }

  of(declared: ObjectDeclaration): MemoryCell | undefined {
    return this.#known.get(declared)
  }

  object(declared: ObjectDeclaration): MemoryCell | undefined {
    return this.objects.find((it) => it.declared === declared)
  }

  /** How a machine numbers a cell where it numbers all of them. */
  placeOf({ declared, index }: MemoryCell): number {
    return declared.isPlain === true ? this.atomic.length + this.objects.length + index : index
  }

  size(threads: number): Size {
    const initial = (cell: MemoryCell): number => numberOf(cell, cell.declared.initial)
    return {
      cells: [...this.atomic.map(initial), ...this.objects.map(() => 0)],
      plains: this.plain.map(initial),
      threads,
    }
  }
}

function mute(declared: ObjectDeclaration, index: number): MemoryCell {
  return { declared, index, values: [undefined], numbers: new Map([[encode(undefined, declared.name), 0]]) }
}

function cellOf(declared: ObjectDeclaration, index: number): MemoryCell {
  const values = existing(declared.domain, 'the domain of a cell')
  return { declared, index, values, numbers: new Map(values.map((value, i) => [encode(value, declared.name), i])) }
}

export function numberOf({ declared, numbers }: MemoryCell, value: unknown): number {
  return existing(numbers.get(encode(value, declared.name)), `a value of ${declared.name}`)
}
