/**
 * What exchanging two alike threads does to the tables of a compiled design. Nothing here is trusted: these are the images that a design would have
 * if its threads were alike, and a search proves that they are before it uses them. Values are renamed natively. A local state is reached
 * from another by an answer, so its image is what the image of that answer reaches from the image of the other; a body thus makes the
 * image of what it remembers itself.
 */
import { at } from '../../errors/at.ts'
import {
  type AnswerId,
  FAILED,
  type LocalId,
  type ObjectId,
  type OperationId,
  type Symmetry,
  type ThreadIndex,
  UNKNOWN,
  type ValueId,
} from '../ir.ts'
import type { ObjectDeclaration } from '../protocol/declarations.ts'
import { withPoison } from '../run/poison.ts'
import { encode } from '../values/encode.ts'
import type { Automaton, LocalState } from './automaton.ts'
import type { ObjectValues } from './object-values.ts'
import { ownCellsAdvice } from './own-cells.ts'
import { type PlaceOfThread, plainNamesAdvice } from './plain-names.ts'
import { type Exchange, ExchangedParts, exchanged, type Shape, shapeOf, shapeOfOne } from './rename-ids.ts'
import { rowImages } from './row-images.ts'
import type { SymmetrySource } from './symmetry-source.ts'

/** The images under swaps of neighbours in each family; `undefined` where every thread is a family of its own. */
export function symmetryOf(source: SymmetrySource): Symmetry | undefined {
  const families = new Map<number, ThreadIndex[]>()
  source.design.threads.forEach(({ family }, thread) => {
    families.set(family, [...(families.get(family) ?? []), thread])
  })
  const alike = [...families.values()].filter((members) => members.length > 1)
  return alike.length === 0 ? undefined : new Images(source, alike)
}

class Images implements Symmetry {
  readonly families: readonly (readonly ThreadIndex[])[]
  readonly swaps: readonly (readonly [ThreadIndex, ThreadIndex])[]
  readonly isOpen: boolean
  readonly #source: SymmetrySource
  readonly #exchanges: readonly Exchange[]
  /** By swap. */
  readonly #parts: readonly ExchangedParts[]
  readonly #objects: readonly (readonly ObjectId[])[]
  readonly #shapes: (Shape | undefined)[] = []
  /** `[swap][object][value]`, `[swap][thread][local state of the automaton]`, `[swap][operation]` */
  readonly #values: ValueId[][][]
  readonly #locals: LocalId[][][]
  readonly #operations: OperationId[][]

  constructor(source: SymmetrySource, families: readonly (readonly ThreadIndex[])[]) {
    const { design } = source
    this.#source = source
    this.isOpen = source.isOpen
    this.families = families
    this.swaps = families.flatMap((members) => members.slice(1).map((right, i) => [at(members, i), right] as const))
    this.#exchanges = this.swaps.map(([left, right]) => ({
      a: at(design.threads, left).id,
      b: at(design.threads, right).id,
    }))
    this.#parts = this.#exchanges.map((exchange) => new ExchangedParts(exchange))
    this.#objects = this.swaps.map(([left, right]) => rowImages(design, left, right))
    this.#values = this.swaps.map(() => design.objects.map(() => []))
    this.#locals = this.swaps.map(() => design.threads.map(() => []))
    this.#operations = this.swaps.map(() => [])
  }

  objectImage(swap: number, object: ObjectId): ObjectId {
    return at(at(this.#objects, swap), object)
  }

  /** Exchanging twice changes nothing, so each image computed is that of its image too; two values with one image show in what they say of it. */
  valueImage(swap: number, object: ObjectId, value: ValueId): ValueId {
    const memo = at(at(this.#values, swap), object)
    const known = memo[value]
    if (known !== undefined) return known
    const image = this.#imageOfValue(swap, object, value)
    remember(memo, value, image)
    if (image === UNKNOWN) return UNKNOWN
    const back = at(at(this.#values, swap), this.objectImage(swap, object))
    if (back[image] === undefined) remember(back, image, value)
    return image
  }

  localImage(swap: number, thread: ThreadIndex, row: LocalId): LocalId {
    const { threads, automata } = this.#source
    const local = at(threads, thread).localOf(row)
    const memo = at(at(this.#locals, swap), thread)
    const other = this.#threadImage(swap, thread)
    while (memo.length <= local)
      memo.push(this.#imageOfLocal(swap, other, at(at(automata, thread).locals, memo.length), memo))
    const image = at(memo, local)
    if (image === UNKNOWN || isStored(automata, thread, local) !== isStored(automata, other, image)) return UNKNOWN
    return at(threads, other).rowOf(image)
  }

  /** That of any thread at which it is pending: threads that are alike agree. */
  operationImage(swap: number, operation: OperationId): OperationId {
    const memo = at(this.#operations, swap)
    if (memo[operation] !== undefined) return memo[operation]
    for (const [thread, { table }] of this.#source.threads.entries()) {
      const row = table.operation.indexOf(operation)
      const image = row < 0 ? UNKNOWN : this.localImage(swap, thread, row)
      if (image === UNKNOWN) continue
      const found = at(at(this.#source.threads, this.#threadImage(swap, thread)).table.operation, image)
      if (found !== UNKNOWN) {
        memo[operation] = found
        return found
      }
    }
    return UNKNOWN
  }

  advice(swap: number, of?: PlaceOfThread): string | undefined {
    const pair = at(this.swaps, swap)
    return plainNamesAdvice(this.#source, pair, of) ?? ownCellsAdvice(this.#source, pair)
  }

  #threadImage(swap: number, thread: ThreadIndex): ThreadIndex {
    const [left, right] = at(this.swaps, swap)
    return thread === left ? right : thread === right ? left : thread
  }

  #imageOfValue(swap: number, object: ObjectId, value: ValueId): ValueId {
    const { operations, isOpen } = this.#source
    const values = at(operations.objects, object)
    const other = this.objectImage(swap, object)
    if (other === UNKNOWN) return UNKNOWN
    const target = at(operations.objects, other)
    const own = values.declaration.exchanged
    if (own !== undefined) return this.#ownImage(target, own, swap, values.value(value))
    if (isOpen && !target.table.isClosed)
      return target.intern(exchanged(values.value(value), at(this.#exchanges, swap), values.sets))
    if (this.#shapes[object] === undefined) this.#shapes[object] = shapeOf(values.all())
    return target.find(at(this.#parts, swap).of(values.value(value), this.#shapes[object])) ?? UNKNOWN
  }

  #ownImage(target: ObjectValues, own: OwnExchange, swap: number, value: unknown): ValueId {
    const { a, b } = at(this.#exchanges, swap)
    const image = own(value, a, b)
    return target.table.isClosed ? (target.find(image) ?? UNKNOWN) : target.intern(image)
  }

  /** `memo` holds the images of all local states found before this one, hence of the one from which it was found. */
  #imageOfLocal(swap: number, other: ThreadIndex, local: LocalState, memo: readonly LocalId[]): LocalId {
    const { automata, threads, isOpen } = this.#source
    if (memo.length === 0) return 0
    const from = at(memo, local.from)
    if (from === UNKNOWN) return UNKNOWN
    const image = at(at(automata, other).locals, from)
    const before = at(at(automata, this.#threadImage(swap, other)).locals, local.from)
    const by = local.by === FAILED ? FAILED : this.#imageOfAnswer(swap, before, image, local.by)
    if (by === UNKNOWN) return UNKNOWN
    const known = by === FAILED ? image.failure : image.next[by]
    if (known !== undefined && known !== UNKNOWN) return known
    if (!isOpen) return UNKNOWN
    withPoison(() => at(threads, other).extend(from, by))
    return by === FAILED ? image.failure : at(image.next, by)
  }

  #imageOfAnswer(swap: number, before: LocalState, image: LocalState, answer: AnswerId): AnswerId {
    const [pending, other] = [before.arrival.pending, image.arrival.pending]
    const { operations, isOpen } = this.#source
    const exchange = at(this.#exchanges, swap)
    if (pending.kind === 'choice' && other.kind === 'choice') {
      const renamed = encode(exchanged(pending.options[answer], exchange, undefined), 'an option is')
      return other.options.findIndex((option) => encode(option, 'an option is') === renamed)
    }
    if (pending.kind !== 'operation' || other.kind !== 'operation')
      return pending.kind === other.kind ? answer : UNKNOWN
    const native = operations.answer(before.operation, answer)
    const literal = exchanged(native, exchange, undefined)
    const known = operations.findAnswer(image.operation, literal, false)
    if (known !== undefined) return known
    const ordered = exchanged(native, exchange, shapeOfOne(native))
    return operations.findAnswer(image.operation, ordered, isOpen) ?? UNKNOWN
  }
}

type OwnExchange = NonNullable<ObjectDeclaration['exchanged']>

/** Leaves holes for those that are not known yet. */
function remember(memo: ValueId[], value: ValueId, image: ValueId): void {
  while (memo.length < value) memo.push(undefined as unknown as ValueId) // a hole
  memo[value] = image
}

/** The end of a step is no image of what stands in the middle of one: no state has room for that. */
function isStored(automata: readonly Automaton[], thread: ThreadIndex, local: LocalId): boolean {
  return at(at(automata, thread).locals, local).isStored
}
