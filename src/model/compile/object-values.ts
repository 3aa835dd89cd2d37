import { ModelError } from '../../errors/model-error.ts'
import type { ObjectTable, ValueId } from '../ir.ts'
import type { ObjectDeclaration } from '../protocol/declarations.ts'
import { encode, keepText, show } from '../values/encode.ts'
import { freezeAll } from '../values/freeze.ts'
import { isProtected } from '../values/protections.ts'
import { magnitude, magnitudeLimit } from './magnitude.ts'
import { learnSets, type Shape, shapeWithoutSets } from './rename-ids.ts'
import { SharedParts } from './shared-parts.ts'

/** The values of one object: each plain datum once, frozen, under the number by which the tables know it. */
export class ObjectValues {
  readonly declaration: ObjectDeclaration
  /** Which lists in values are sets, by those that `withMember` made. */
  readonly sets: Shape = shapeWithoutSets()
  readonly table: ObjectTable
  readonly #values: unknown[] = []
  readonly #ids = new Map<string, ValueId>()
  readonly #parts: SharedParts
  readonly #limit: number
  readonly #magnitudeLimit: number
  /** Some value holds a larger number, or a longer list, than closing follows. */
  isLarge = false

  constructor(declaration: ObjectDeclaration, limit: number) {
    this.declaration = declaration
    this.#parts = new SharedParts(declaration.order)
    this.#limit = limit
    this.#magnitudeLimit =
      declaration.domain === undefined ? magnitudeLimit(declaration.initial) : Number.POSITIVE_INFINITY
    const table = { name: declaration.name, initial: 0, valueCount: 0, isClosed: declaration.domain !== undefined }
    this.table = table
    for (const value of declaration.domain ?? []) this.intern(value)
    table.initial = this.intern(declaration.initial)
  }

  /** @throws ModelError M005 when it is not plain data, M007 when there are too many. */
  intern(value: unknown, text?: string): ValueId {
    const key = text ?? encode(value, `${this.declaration.name} was given`)
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#values.length
    if (id >= this.#limit) throw this.#grows()
    if (isProtected('what is handed on is frozen')) freezeAll(value) // and what a recipe put in: it must not change that later
    learnSets(this.sets, value)
    const kept = this.#parts.share(value)
    this.isLarge ||= this.#magnitudeLimit < Number.POSITIVE_INFINITY && magnitude(kept) > this.#magnitudeLimit
    if (typeof kept === 'object' && kept !== null) keepText(kept, key)
    this.#values.push(kept)
    this.#ids.set(key, id)
    this.table.valueCount = this.#values.length
    return id
  }

  /** The number of a value that is known already. */
  find(value: unknown): ValueId | undefined {
    return this.#ids.get(encode(value, `${this.declaration.name} was given`))
  }

  all(): readonly unknown[] {
    return this.#values
  }

  value(id: ValueId): unknown {
    return this.#values[id]
  }

  #grows(): ModelError {
    const first = this.#values.slice(0, 3).map(show).join(', ')
    const last = show(this.#values.at(-1))
    return new ModelError(
      'M007',
      `${this.declaration.name} grows without bound: ${first}, … ${last} (${this.#values.length} values). Bound what it holds, for example with cell(range(0, 3)) and wrap-around.`,
      {
        expected: `at most ${this.#limit} values`,
        fix: 'Bound what it holds: counter({ upTo: n }), modulo(n), or ensure() on the length of a list.',
      },
    )
  }
}
