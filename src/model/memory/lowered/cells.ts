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
  readonly #known: ReadonlyMap<ObjectDeclaration, MemoryCell>

  constructor(declared: readonly ObjectDeclaration[]) {
    this.atomic = declared.filter(({ isPlain }) => isPlain !== true).map(cellOf)
    this.plain = declared.filter(({ isPlain }) => isPlain === true).map(cellOf)
    this.#known = new Map([...this.atomic, ...this.plain].map((cell) => [cell.declared, cell]))
  }

  of(declared: ObjectDeclaration): MemoryCell | undefined {
    return this.#known.get(declared)
  }

  size(threads: number): Size {
    const initial = (cell: MemoryCell): number => numberOf(cell, cell.declared.initial)
    return { cells: this.atomic.map(initial), plains: this.plain.map(initial), threads }
  }
}

function cellOf(declared: ObjectDeclaration, index: number): MemoryCell {
  const values = existing(declared.domain, 'the domain of a cell')
  return { declared, index, values, numbers: new Map(values.map((value, i) => [encode(value, declared.name), i])) }
}

export function numberOf({ declared, numbers }: MemoryCell, value: unknown): number {
  return existing(numbers.get(encode(value, declared.name)), `a value of ${declared.name}`)
}
