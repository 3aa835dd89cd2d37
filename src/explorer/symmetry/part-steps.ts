/**
 * Steps of tables that are still being discovered, compared part by part: one operation at a time, at the values of its
 * own object alone. Where each part does, but for names, what its image does, so do all paths that are made of parts, by
 * induction on their length. So a step through several objects is compared as often as they have values in sum, and not
 * in product: that of a step which takes a lock and returns, and tells the specification so, say. Alike threads may do
 * the parts of one step in different orders; then this comparison is in vain, and `LongSteps` compares steps whole.
 */
import { at } from '../../errors/at.ts'
import {
  type AnswerId,
  FAILED,
  type Ir,
  type LocalId,
  type ObjectId,
  Pending,
  type Program,
  type ThreadIndex,
  UNKNOWN,
  type ValueId,
} from '../../model/ir.ts'
import { type ActionsOf, actionsAt, By, howAfter } from '../steps/by.ts'
import type { Difference } from '../steps/canoniser.ts'
import type { Place } from './difference.ts'
import type { LocalDifferences } from './local-differences.ts'
import type { Compared } from './simple-steps.ts'
import type { SwapGroup } from './swap-group.ts'

/** `value`: of the object of the operation; 0 where none is pending. */
type Part = Place & { readonly value: ValueId }

/** What a part leads to; `after`: the value that it leaves. */
type End = { readonly after: ValueId; readonly target: LocalId; readonly how: number }

/** Of a comparison, in terms of the cheapest ones. */
const COST = 8

export class PartSteps {
  readonly #ir: Ir
  readonly #unknowns: Program['unknowns']
  readonly #group: SwapGroup
  readonly #locals: LocalDifferences
  readonly #closesUnderImages: boolean
  readonly #actionsOf: ActionsOf | undefined
  /** Their parts are found before anything is compared, and so before anything new is run. */
  readonly #places: Place[] = []
  readonly #parts: Part[] = []
  /** By thread and local state, then value: where in `#parts`. */
  readonly #known: Map<ValueId, number>[][]
  #done = 0
  #isInVain = false

  constructor(
    { ir, unknowns }: Program,
    group: SwapGroup,
    locals: LocalDifferences,
    closesUnderImages: boolean,
    actionsOf?: ActionsOf,
  ) {
    this.#ir = ir
    this.#unknowns = unknowns
    this.#group = group
    this.#locals = locals
    this.#closesUnderImages = closesUnderImages
    this.#actionsOf = actionsOf
    this.#known = ir.threads.map(() => [])
  }

  get isDone(): boolean {
    return this.#isInVain || (this.#places.length === 0 && this.#done >= this.#parts.length)
  }

  /** Some part of a step is none of its image. That says nothing yet of the steps. */
  get isInVain(): boolean {
    return this.#isInVain
  }

  /** Stored or in the middle of a step. */
  addAll(thread: ThreadIndex, local: LocalId): void {
    this.#places.push({ thread, local })
  }

  /** Finds the parts of a step, or compares one with its images; the differences are those of steps. */
  next(swaps: readonly number[]): Compared {
    const place = this.#places.pop()
    if (place !== undefined) return { differences: [], count: this.#addAll(place) }
    const part = at(this.#parts, this.#done++)
    const differences = swaps.flatMap((swap) => this.#differentLocal(swap, part) ?? [])
    const others = swaps.filter((swap) => differences.every((difference) => difference.swap !== swap))
    if (!others.every((swap) => this.#isImage(swap, part))) this.#isInVain = true
    return { differences, count: COST * swaps.length }
  }

  /** At all values at which the tables say where it leads; elsewhere nobody has taken it. */
  #addAll(place: Place): number {
    const object = this.#objectAt(place)
    const values = object === undefined ? 1 : at(this.#ir.objects, object, 'objects').valueCount
    for (let value = 0; value < values; value++)
      if (this.#endsOf({ ...place, value }, false) !== undefined) this.#add({ ...place, value })
    return values
  }

  #add(part: Part): void {
    const rows = at(this.#known, part.thread, 'threads')
    while (rows.length <= part.local) rows.push(new Map())
    const row = at(rows, part.local)
    if (row.has(part.value)) return
    row.set(part.value, this.#parts.push(part) - 1)
  }

  /** Between two steps, as they begin. */
  #differentLocal(swap: number, { thread, local }: Part): Difference | undefined {
    const isStored = at(this.#ir.threads, thread, 'threads').stored[local] === true
    return isStored ? this.#locals.of(swap, thread, local) : undefined
  }

  /** Whether its image does what it does, but for names. */
  #isImage(swap: number, part: Part): boolean {
    const group = this.#group
    if (this.#locals.of(swap, part.thread, part.local) !== undefined) return false
    const thread = group.threadImage(swap, part.thread)
    const place = { thread, local: this.#localImage(swap, part.thread, part.local) }
    const object = this.#objectAt(part)
    if (this.#objectAt(place) !== this.#objectImage(swap, object)) return false
    const value = this.#valueImage(swap, object, part.value)
    if (value === UNKNOWN) return false
    const image = { ...place, value }
    // compared with this one, whose image it is
    if ((this.#known[thread]?.[image.local]?.get(value) ?? Number.POSITIVE_INFINITY) < this.#done - 1) return true
    const wanted = this.#endsOf(part, true)?.map((end) => this.#imageText(swap, part.thread, object, end))
    const seen = this.#endsOf(image, true)?.map(textOf)
    if (wanted?.sort().join() !== seen?.sort().join()) return false
    if (this.#locals.ofContent(swap, part, place) !== undefined) return false
    if (this.#closesUnderImages) this.#add(image)
    return true
  }

  /** Where the part leads; what the tables do not say is asked of the design, or makes it `undefined`. */
  #endsOf(part: Part, asks: boolean): readonly End[] | undefined {
    const ends: End[] = []
    const outcomes = this.#outcomesOf(part, asks)
    if (outcomes === undefined) return undefined
    for (const [after, answer] of outcomes) {
      const target = this.#target(part, answer, asks)
      if (target === UNKNOWN) return undefined
      ends.push({ after, target, how: this.#how(part, answer) })
    }
    return ends
  }

  /** Pairs of the value that is left and an answer, or `FAILED`; `undefined`: not known. */
  #outcomesOf({ thread, local, value }: Part, asks: boolean): readonly (readonly [ValueId, AnswerId])[] | undefined {
    const { pending, next, operation } = at(this.#ir.threads, thread, 'threads')
    if (pending[local] !== Pending.operation)
      return [...at(next, local, 'local states').keys()].map((answer) => [value, answer])
    const id = at(operation, local)
    const table = at(this.#ir.operations, id, 'operations')
    if (asks && (table.outcome[value] ?? UNKNOWN) === UNKNOWN) this.#unknowns.run(id, value)
    const start = table.outcome[value] ?? UNKNOWN
    if (start === UNKNOWN) return undefined
    const { outcomes } = this.#ir
    return Array.from({ length: at(outcomes, start) }, (_, i) => [
      at(outcomes, start + 1 + 2 * i),
      at(outcomes, start + 2 + 2 * i),
    ])
  }

  #target({ thread, local }: Place, answer: AnswerId, asks: boolean): LocalId {
    const { failure, next } = at(this.#ir.threads, thread, 'threads')
    const target = (): LocalId =>
      answer === FAILED ? at(failure, local) : (at(next, local, 'local states')[answer] ?? UNKNOWN)
    if (target() === UNKNOWN && asks) this.#unknowns.extend(thread, local, answer)
    return target()
  }

  #how({ thread, local }: Place, answer: AnswerId): number {
    const table = at(this.#ir.threads, thread, 'threads')
    return howAfter(By.stays, table, local, answer) | actionsAt(this.#actionsOf, table, local, answer)
  }

  /** Of an end; nothing is like it where something of it has no image. */
  #imageText(swap: number, thread: ThreadIndex, object: ObjectId | undefined, { after, target, how }: End): string {
    const value = object === undefined ? after : this.#group.image(swap, object, after)
    const local = this.#localImage(swap, thread, target)
    return value === UNKNOWN || local === UNKNOWN ? 'none' : textOf({ after: value, target: local, how })
  }

  #localImage(swap: number, thread: ThreadIndex, local: LocalId): LocalId {
    return this.#group.image(swap, this.#group.componentOf(thread), local)
  }

  /** `UNKNOWN` where there is none whose image it is in turn. */
  #valueImage(swap: number, object: ObjectId | undefined, value: ValueId): ValueId {
    if (object === undefined) return value
    const image = this.#group.image(swap, object, value)
    if (image === UNKNOWN) return UNKNOWN
    return this.#group.image(swap, this.#group.objectImage(swap, object), image) === value ? image : UNKNOWN
  }

  #objectImage(swap: number, object: ObjectId | undefined): ObjectId | undefined {
    return object === undefined ? undefined : this.#group.objectImage(swap, object)
  }

  /** Of the operation that is pending, if one is. */
  #objectAt({ thread, local }: Place): ObjectId | undefined {
    const { pending, operation } = at(this.#ir.threads, thread, 'threads')
    if (pending[local] !== Pending.operation) return undefined
    return at(this.#ir.operations, at(operation, local), 'operations').object
  }
}

function textOf({ after, target, how }: End): string {
  return `${after} ${target} ${how}`
}
