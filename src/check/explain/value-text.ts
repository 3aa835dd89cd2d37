import type { Compiled } from '../../model/compile/compile.ts'
import type { ObjectId, OperationId, PropertyId, ValueId } from '../../model/ir.ts'
import type { Design } from '../../model/protocol/design.ts'
import { isThreadId, threadIdName } from '../../model/values/thread-id.ts'

/** Values as texts that two descriptions of one design share: each makes its own ids, so threads go by their names. Keys in any order. */
export class ValueTexts {
  readonly #names: ReadonlyMap<symbol, string>
  readonly #known = new WeakMap<object, string>()

  constructor({ threads }: Design) {
    this.#names = new Map(threads.map(({ id }, thread) => [id, `thread ${thread}`]))
  }

  of(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value)
    if (isThreadId(value)) return this.#names.get(value) ?? `id ${threadIdName(value)}` // of no thread: known by its name
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value !== 'object' || value === null) return String(value) // of -0 it is 0
    const known = this.#known.get(value)
    if (known !== undefined) return known
    const text = Array.isArray(value) ? `[${value.map((item) => this.of(item)).join()}]` : `{${this.#fields(value)}}`
    if (Object.isFrozen(value)) this.#known.set(value, text)
    return text
  }

  #fields(record: object): string {
    const keys = Reflect.ownKeys(record).map((key) => `${this.of(key)}:${this.of(Reflect.get(record, key))}`)
    return keys.sort().join()
  }
}

/** The texts of what the tables hold: each once. */
export class TableTexts {
  readonly #compiled: Compiled
  readonly #texts: ValueTexts
  /** `[object][value]` */
  readonly #values: string[][] = []
  readonly #said = new Map<string, string>()

  constructor(compiled: Compiled) {
    this.#compiled = compiled
    this.#texts = new ValueTexts(compiled.design)
  }

  value(object: ObjectId, value: ValueId): string {
    this.#values[object] ??= []
    const row = this.#values[object]
    row[value] ??= this.#texts.of(this.#compiled.value(object, value))
    return row[value]
  }

  /** What a property says of a valuation: asked once. */
  said(property: PropertyId, valuation: readonly number[], say: () => string): string {
    const key = `${property} ${valuation.join()}`
    const known = this.#said.get(key) ?? say()
    this.#said.set(key, known)
    return known
  }

  answer(operation: OperationId, answer: number): string {
    return this.#texts.of(this.#compiled.answer(operation, answer))
  }

  of(value: unknown): string {
    return this.#texts.of(value)
  }
}
